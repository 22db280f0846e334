"""What stands around and inside an article without belonging to it.

Class names are those of Russian news sites and their usual platforms.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from crawler.extraction.dates import holds_date, is_date, is_stated_date, opens_byline
from crawler.extraction.phrases import begins_comments, is_phrase, opens_box
from crawler.extraction.read_on import without_read_on
from crawler.extraction.strangers import is_link, without_strangers
from crawler.extraction.text import BLOCKS, Element, Line, Skip, is_longer, text_of, unseen

_ALWAYS = re.compile(
    r"(?:^|[\s_-])(?:"
    r"ya-share2|yashare(?:-auto-init)?|addtoany\w*|a2a_kit|sharedaddy|jp-relatedposts|yarpp"
    r"|crp_related|related\w*|read-?(?:also|more)|more_style_\w+|mistape\w*|pageviews-wrapper"
    r"|pvc_stats|code-block-\d+|kk-star-ratings|post-views|news-detail-share|comments|comment-?list"
    r"|disqus\w*|hypercomments\w*|cackle\w*|vk_comments|currency|currencies|weather|lenta\w*"
    r"|ticker|newsfeed|sidebar|side-bar|breadcrumbs?|pagination|cookies?|popup|modal|footer|navbar"
    r"|adsbygoogle|yandex_rtb\w*|adfox\w*|adriver\w*|smi24\w*|smi2\w*|24smi\w*|relap\w*|mgid"
    r"|wp-caption\w*|(?:photo|image|img|pic|media|article)[-_]*(?:caption|credits?|author|copyright)"
    r"|marketgid\w*|lentainform\w*|gnezdo\w*|mirtesen\w*|infox\w*|sparrow\w*"
    r"|discussions?|donat\w+|crowdfunding"
    r")(?=$|[\s_-])",
    re.IGNORECASE,
)
# Names that also stand on what holds the article: they count only where there is little text.
_WHERE_SHORT = re.compile(
    r"(?:^|[\s_-])(?:"
    r"socials?|shar(?:e|es|ed|er|ing)|also|comment|respond|rates?|kurs\w*|exchange|pogoda|aside"
    r"|banner\w*|advert\w*|ads?|adv|adblock|reklama|sponsor\w*|teasers?|informer"
    r"|promo|pager|subscribe|subscription|newsletter"
    r"|reactions?|likes?|rating|views|counters?|hits|online|menu|navigation|zen|print|tags?|hash_tags"
    r"|keywords|metki"
    r")(?=$|[\s_-])",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"(?:^|[\s_-])authors?(?=$|\s)", re.IGNORECASE)
_ELEMENTS = frozenset({"nav", "aside", "footer", "noindex", "figcaption", "yatag"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo"})
_NEVER = frozenset({"html", "body", "main", "article"})
_TAIL_COUNTERS = re.compile(r"(?:\s*\+1\s*\d{1,5}){2,}\s*$|(?<=[.!?»\")])(?:\s*\+1\s*\d{1,5})\s*$")
_LONGEST, _CAPTION = 300, 150


def skipper(keep: Iterable[Element], drop: Iterable[Element] = ()) -> Skip:
    """Return a judge of elements to leave out; those that hold one of `keep` always stay.

    `drop` are elements that the site itself declares as furniture.
    """
    kept = {ancestor for node in keep for ancestor in (node, *node.iterancestors())}
    dropped = set(drop)

    def skip(node: Element) -> bool:
        if node in dropped:
            return True
        return unseen(node) or (node not in kept and is_furniture(node))

    return skip


def is_furniture(node: Element) -> bool:
    """Tell furniture by the element, its classes and its id."""
    if node.tag in _ELEMENTS or node.get("role") in _ROLES:
        return True
    if node.tag not in BLOCKS or node.tag in _NEVER:
        return False
    if node.tag == "table" and _is_captioned(node):
        return True
    verdict = _verdict(f"{node.get('class') or ''} {node.get('id') or ''}")
    if verdict == "author" and node.find(".//time[@datetime]") is not None:
        return False  # a byline with the date
    if verdict in {"short", "author"} or node.tag == "form" or node.get("role") == "region":
        return not is_longer(node, _LONGEST - 1)
    return verdict == "always" and not is_date(text_of(node))


def _is_captioned(table: Element) -> bool:
    """Tell a table of one column in which a short text stands below an image."""
    cells = list(table.iter("td"))
    image = next(table.iter("img"), None)
    if image is None or not cells or any(cell.getnext() is not None for cell in cells):
        return False
    said = text_of(table)
    opened = cells[0] in image.iterancestors() and not (cells[0].text or "").strip()
    return opened and len(said) < _CAPTION and not holds_date(said)


@lru_cache(maxsize=8192)
def _verdict(names: str) -> str:
    if len(names) == 1:
        return "never"
    if _ALWAYS.search(names):
        return "always"
    if _WHERE_SHORT.search(names):
        return "short"
    return "author" if _AUTHOR.search(names) else "never"


def without_furniture(found: Iterable[Line], said: str | None = None) -> Iterator[str]:
    """Yield the paragraphs among lines; `said` is the text that the page states for machines.

    No phrases of furniture, no advertisements, no links to read on, no other news, nothing after
    the comments begin.
    """
    holders: set[Element] = set()
    inserted: str | None = None
    for line in without_read_on(without_strangers(list(found), said)):
        text = _TAIL_COUNTERS.sub("", line.text).rstrip()
        if holders and begins_comments(text):
            return
        inserted = opens_box(line.text) or (inserted if _belongs(line, inserted, holders) else None)
        early = not holders and (is_date(text) or opens_byline(text))
        dated = early or is_stated_date(text)
        furniture = not _is_row(line) and (is_phrase(text) or begins_comments(text))
        if text and not (inserted or dated or furniture):
            holders.add(line.block.getparent())
            yield text


def _is_row(line: Line) -> bool:
    """Tell a row of a table, whose cells may be nothing but figures."""
    return line.block.tag == "tr" and len(line.block) > 1


def _belongs(line: Line, inserted: str | None, holders: set[Element]) -> bool:
    """Tell a line that still belongs to such a box: a link, or a teaser in a place of its own."""
    if inserted == "summary":
        return bool(line.block.tag == "li")
    return is_link(line) or (inserted == "other news" and line.block.getparent() not in holders)
