"""What the addresses of a site's articles have in common, learned from some that are known.

A feed's entries are articles by definition; on a front page those links are whose text is a
headline. From their addresses comes a shape: how many folders, which of them are dates or numbers,
whether the last is a slug, and the same of the query. Other addresses of that shape are taken for
articles too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from crawler.addresses import canonical
from crawler.discovery.found import Found
from crawler.discovery.listings import page_number

# Folders and files of pages that are never articles, on any platform.
_LISTS = (
    r"category|categories|rubrics?|page|pages|archive|arhiv|calendar|taxonomy|рубрик[аи]"
    r"|категори[яи]|страниц[аы]|архив"
)
_OTHERS = (
    r"tags?|hashtags?|authors?|users?|profile|members?|feed|rss|search|login|logout|register"
    r"|registration|auth|account|cart|basket|wp-\w+|print|forum|comments?|photos?|foto|gallery"
    r"|galleries|videos?|download|uploads?|files|sites|bitrix|engine|templates|images?|media|assets"
    r"|static|api|ajax|amp|subscribe|polls?|votes?|banners?|adv|ads|sitemap|component|kontakty?"
    r"|contacts?|about|about-us|o[-_]nas|redakciya|redaktsiya|reklama|privacy|policy|terms|rules"
    r"|pravila|vakansii|jobs|vacancy|afisha|spravochnik|catalog|shop|product|o-proekte|o-redakcii"
    r"|o-sayte|politika-konfidencialnosti|polzovatelskoe-soglashenie"
    r"|контакты|реклама|вакансии|афиша|поиск|вход|регистрация|теги?|метк[аи]|автор(?:ы)?|фото"
    r"|видео|правила|форум|о[-_]+(?:нас|редакции|проекте|сайте|газете|компании)"
)
_FORM = (
    r"(?:^|/)(?:{})(?:\.\w+)?(?=/|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|mp[34]|xml|css|js)$"
)
_NEVER = re.compile(_FORM.format(f"{_LISTS}|{_OTHERS}"), re.IGNORECASE)
_NO_SECTION = re.compile(_FORM.format(_OTHERS), re.IGNORECASE)
# Of a query, what says by itself that no article stands there.
_NO_QUERY = re.compile(
    r"(?:^|&)(?:s|q|search|searchword|text|tags?|author|feed|rss|replytocom|attachment_id|page_id)="
    r"|(?:^|&)(?:mod|do|go|op|act|action|task|option|view|format|type|page)="
    r"(?:search|login|logout|register|registration|rss2?|atom|feed|com_users?|com_search)(?=&|$)",
    re.IGNORECASE,
)
# What only turns a list about, or names a visitor.
_NO_LIST = re.compile(
    r"(?:^|&)(?:sort|order|by|dir|lang|print|share|filter|sid|phpsessid|utm_\w+)=", re.IGNORECASE
)
_PAGE = re.compile(r"(?:page|paged|pagen_\d+|pg|start|offset)=\d+", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z_]{0,20}")
_SHORT = re.compile(r"[\w.:-]{0,20}")
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|phtml)$", re.IGNORECASE)
_BREAK = re.compile(r"[-_]")
_SLUG_WORDS = 3
"""Words from which a slug is taken for a headline's, where all known ones have as many."""
HEADLINE = 25
"""Characters from which the text of a link is a headline."""
_ENOUGH = 3
_DEEPEST_SECTION = 2


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a site's articles; none of them match nothing."""

    patterns: frozenset[str] = frozenset()

    def __or__(self, other: "Shapes") -> "Shapes":
        return Shapes(self.patterns | other.patterns)

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def match(self, url: str) -> bool:
        """Say whether an address has one of the shapes and leads to no page of another kind."""
        address = _address(url)
        return not is_never(url) and any(re.fullmatch(p, address) for p in self.patterns)


def is_never(url: str) -> bool:
    """Say whether an address is by its own words that of a tag, a file, a form or the like."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    told = _NEVER.search(unquote(parts.path)) or _NO_QUERY.search(parts.query)
    return told is not None


def of_articles(urls: Iterable[str]) -> Shapes:
    """Learn the shapes of addresses that are known to be of articles.

    One that ends in a single word has none: those of sections and pages about the site do too.
    """
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for url in set(urls):
        if (address := _address(url)) and not _is_numbered_list(url):
            groups[_kinds(address)].append(address)
    telling = {kinds: known for kinds, known in groups.items() if _tells(kinds)}
    return Shapes(frozenset(_pattern(kinds, known) for kinds, known in telling.items()))


def _is_numbered_list(url: str) -> bool:
    """Tell a page of a listing: its number is all that its query says."""
    return _PAGE.fullmatch(urlsplit(url).query) is not None


def of_headlines(found: Iterable[Found]) -> Shapes:
    """Learn the shapes of addresses to which a page's headlines lead, three at least of each."""
    texts: dict[str, str] = {}
    for entry in found:
        if len(entry.title or "") > len(texts.get(entry.url, "")) and not is_never(entry.url):
            texts[entry.url] = entry.title or ""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for url, text in texts.items():
        if len(text) >= HEADLINE:
            groups[_kinds(_address(url))].append(url)
    ample = [url for kinds, urls in groups.items() if _is_ample(kinds, urls) for url in urls]
    return of_articles(ample)


def _is_ample(kinds: tuple[str, ...], urls: list[str]) -> bool:
    """Tell a group of articles from links to sections, whose addresses are single words."""
    return len(urls) >= _ENOUGH and _tells(kinds)


def _tells(kinds: tuple[str, ...]) -> bool:
    """Say whether kinds are those of one article among others: no lone word, in path or query."""
    last = kinds[-1] if kinds else "word"
    return f"={_NUMBER}" in last or f"={_TEXT}" in last if last.startswith("?") else last != "word"


def _address(url: str) -> str:
    """Give path and query, its parameters in an order of their own: what a shape speaks of."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    query = canonical(url).partition("?")[2] if parts.query else ""
    path = re.sub(r"/{2,}", "/", unquote(parts.path)).rstrip("/")
    return path + (f"?{query}" if query else "")


def _kinds(address: str) -> tuple[str, ...]:
    path, _, query = address.partition("?")
    kinds = [_kind(segment) for segment in path.split("/")[1:]]
    return (*kinds, *([f"?{'&'.join(map(_of_value, query.split('&')))}"] if query else []))


def _of_value(parameter: str) -> str:
    """Give a parameter with the kind of its value; a word stands for itself (view=article)."""
    name, _, value = parameter.partition("=")
    kind = _NUMBER if value.isdecimal() else value if _WORD.fullmatch(value) else _TEXT
    return f"{name}={kind}"


def _kind(segment: str) -> str:
    stem = _EXTENSION.sub("", segment)
    if re.fullmatch(r"(?:19|20)\d\d", stem):
        return "year"
    if re.fullmatch(r"\d\d", stem):
        return "two digits"
    if stem.isdigit():
        return "number"
    if re.search(r"\d{4,}", stem):
        return "numbered"
    return "slug" if len(_BREAK.findall(stem)) or len(stem) > _LONG_WORD else "word"


_LONG_WORD = 20
_NUMBER, _TEXT = "#number", "#text"
"""Kinds of a value in a query, where no `#` stands otherwise."""
_OF_KIND = {
    "year": r"(?:19|20)\d\d",
    "two digits": r"\d\d",
    "number": r"\d+",
    "numbered": r"[^/?]*\d{4,}[^/?]*",
    "word": r"[^/?]+",
}


def _pattern(kinds: tuple[str, ...], known: list[str]) -> str:
    """Give the regular expression of a group: its fixed folders as they are, the others by kind."""
    paths = [address.partition("?")[0].split("/")[1:] for address in known]
    query = next((kind for kind in kinds if kind.startswith("?")), "")
    segments = "".join(f"/{_segment(kind, parts)}" for kind, *parts in _columns(kinds, paths))
    return segments + _escaped(query).replace(_NUMBER, r"\d+").replace(_TEXT, "[^&]+")


def _escaped(query: str) -> str:
    """Escape what stands for itself, as a person would."""
    return re.sub(r"[^\w=&#%-]", r"\\\g<0>", query)


def _columns(kinds: tuple[str, ...], paths: list[list[str]]) -> Iterator[tuple[str, ...]]:
    for kind, column in zip(kinds, zip(*paths, strict=True), strict=False):
        yield kind, *column


def _segment(kind: str, known: list[str]) -> str:
    endings = {(_EXTENSION.search(segment) or [""])[0] for segment in known}
    ending = re.escape(endings.pop()) if len(endings) == 1 else r"(?:\.\w+)?"
    stems = [_EXTENSION.sub("", segment) for segment in known]
    if len(set(stems)) == 1 and len(known) > 1 and kind in {"word", "slug"}:
        return re.escape(stems[0]) + ending
    if kind != "slug":
        return _OF_KIND[kind] + ending
    words = min(len(_BREAK.findall(stem)) + 1 for stem in stems)
    fewest = _SLUG_WORDS if words >= _SLUG_WORDS else min(words, 2)
    return rf"[^/?]+(?:{_BREAK.pattern}[^/?]*){{{fewest - 1},}}{ending}"


def sections_of(found: Iterable[Found], shapes: Shapes, home: str) -> Iterator[str]:
    """Yield the addresses of a front page's sections: short words that lead to short addresses.

    Those that stand as a folder in the addresses of articles come first.
    """
    short = [
        entry.url
        for entry in found
        if _is_name(entry.title or "") and _is_section(entry.url, shapes, home)
    ]
    folders = {urlsplit(entry.url).path.rstrip("/") for entry in found if shapes.match(entry.url)}
    above = {path.rpartition("/")[0] for path in folders}
    yield from sorted(
        dict.fromkeys(short), key=lambda url: urlsplit(url).path.rstrip("/") not in above
    )


def _is_name(text: str) -> bool:
    """Tell the name of a section from a headline, and from a number in a pager."""
    return 0 < len(text) < HEADLINE and not text.isdecimal()


def _is_section(url: str, shapes: Shapes, home: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = unquote(parts.path)
    folders = [folder for folder in path.split("/") if folder]
    if parts.query:
        return _is_section_by_query(url, shapes, home)
    if parts.hostname != urlsplit(home).hostname or not 0 < len(folders) <= _DEEPEST_SECTION:
        return False
    words = len(re.findall(r"[-_]", folders[-1])) + 1
    other = _NO_SECTION.search(path) or shapes.match(url)
    return words < _SLUG_WORDS and not other


def _is_section_by_query(url: str, shapes: Shapes, home: str) -> bool:
    """Tell a section of a site whose articles are told by their query too."""
    parts = urlsplit(url)
    told = any(r"\?" in pattern for pattern in shapes.patterns)
    if not told or parts.hostname != urlsplit(home).hostname or page_number(url) is not None:
        return False
    if _NO_LIST.search(parts.query):
        return False
    values = [parameter.partition("=")[2] for parameter in parts.query.split("&")]
    other = _NO_SECTION.search(unquote(parts.path)) or _NO_QUERY.search(parts.query)
    return all(map(_SHORT.fullmatch, values)) and not other and not shapes.match(url)
