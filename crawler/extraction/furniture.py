"""What stands around and inside an article without belonging to it.

Phrases and class names are those of Russian news sites and their usual platforms.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from crawler.extraction.dates import is_date
from crawler.extraction.strangers import is_link, without_strangers
from crawler.extraction.text import BLOCKS, Element, Line, Skip, text_of, unseen

_ALWAYS = re.compile(
    r"(?:^|[\s_-])(?:"
    r"ya-share2|yashare(?:-auto-init)?|addtoany\w*|a2a_kit|sharedaddy|jp-relatedposts|yarpp"
    r"|crp_related|related\w*|read-?(?:also|more)|more_style_\w+|mistape\w*|pageviews-wrapper"
    r"|pvc_stats|code-block-\d+|kk-star-ratings|post-views|news-detail-share|comments|comment-?list"
    r"|disqus\w*|hypercomments\w*|cackle\w*|vk_comments|currency|currencies|weather|lenta\w*"
    r"|ticker|newsfeed|sidebar|side-bar|breadcrumbs?|pagination|cookies?|popup|modal|footer|navbar"
    r"|adsbygoogle|yandex_rtb\w*|adfox\w*|adriver\w*|smi24\w*|smi2\w*|24smi\w*|relap\w*|mgid"
    r"|marketgid\w*|lentainform\w*|gnezdo\w*|mirtesen\w*|infox\w*|sparrow\w*"
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
_ELEMENTS = frozenset({"nav", "aside", "footer", "noindex", "figcaption", "yatag"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo"})
_NEVER = frozenset({"html", "body", "main", "article"})
_COUNTERS = re.compile(r"(?:[+＋]1\s*\d{0,5}\s*)+|[👍👎❤😂😡😢🔥🙏\s\d]+")
_TAIL_COUNTERS = re.compile(r"(?:\s*\+1\s*\d{1,5}){2,}\s*$|(?<=[.!?»\")])(?:\s*\+1\s*\d{1,5})\s*$")
# Each is a whole line, except for what may follow it.
_PHRASES = (
    r"чита(?:йте|ть)\s+(?:нас|также|ещё|еще|по теме|на сайте|наши|далее|материал).{0,200}",
    r"подпи(?:сывайтесь|шитесь|саться) на (?:наш|нас|телеграм|telegram|канал|новост|рассыл).{,160}",
    r"присоединяйтесь к .{0,120}|следите за нами .{0,120}",
    r"(?:поделиться|поделитесь)(?: (?:новостью|ссылкой|в|с|материалом|стать\w+)\b.{0,60})?[:.!]?",
    r"(?:фото(?: автора|графия)?|видео|иллюстрация|источник|автор|текст)\s*:.{0,120}",
    r"источник фото\b.{0,120}",
    r"(?:ключевые слова|метки|теги|тэги|темы|сюжет)\s*(?::.{0,200})?",
    r"версия для печати|распечатать|сообщить об опечатке.{0,200}",
    r"текст, который будет отправлен нашим редакторам.{0,60}",
    r"(?:если вы )?(?:нашли|заметили|увидели) (?:ошибку|опечатку).{0,200}",
    r"запись .{1,250} впервые появилась.{0,120}",
    r"сообщение .{1,250} появились сначала на.{0,120}",
    r"(?:при )?(?:использовани|перепечатк|цитировани)\w+ материал\w* .{0,200}гиперссылк.{0,120}",
    r"(?:на правах |социальная )?реклам[аы]|(?:.{0,160}\b)?erid\b.{0,60}",
    r"реклама[.:] ?(?:рекламодатель|ооо|оао|пао|ао|ано|ип)\b.{0,200}",
    r"(?:количество |всего )?просмотр(?:ов|ы)\s*:?[\d\s]*|[\d\s]+просмотр(?:а|ов)?",
    r"прочита(?:ли|но)\s*:?[\d\s]+(?:раза?)?|сейчас (?:на сайте|читают|онлайн)\s*:?.{0,20}",
    r"время (?:чтения|на чтение)\s*:?.{0,20}|рейтинг@mail\.ru.{0,40}|идет загрузка.{0,5}",
    r"комментариев\s*:?\s*\d+|\d{1,2}\+|afisha\.png",
    r"дзен|telegram|вконтакте|одноклассники|whatsapp|max|viber",
    r"[$€¥]\s?\d+[.,]\d+.{0,60}|(?:usd|eur|cny)\s?:?\s?\d+[.,]\d+.{0,60}",
    r"(?:этот|наш) сайт использует.{0,40}cookie.{0,200}|мы используем (?:cookie|файлы).{0,250}",
)
_PHRASE = re.compile("|".join(_PHRASES), re.IGNORECASE)
_READ_ALSO = re.compile(r"чита(?:йте|ть)\s+(?:также|ещё|еще|по теме)\s*:?", re.IGNORECASE)
_COMMENTS = re.compile(
    r"комментарии(?: к (?:статье|новости|записи|материалу))?(?:\s*[(:]?\s*\d+\)?)?\s*:?"
    r"|количество комментариев\s*:?\s*\d*|нет комментариев\.?|комментариев (?:пока )?нет\.?"
    r"|(?:оставить|добавить|написать) комментарий|обсуждение\s*:?"
    r"|(?:для добавления комментария|чтобы оставить комментарий).{0,100}",
    re.IGNORECASE,
)
_OTHER_NEWS = re.compile(
    r"(?:(?:другие|похожие|последние|свежие|ещё|еще|все) "
    r"(?:новости|материалы|статьи|публикации|записи|конкурсы)(?: .{0,40})?"
    r"|(?:новости|материалы|статьи|ещё|еще) по теме|похожее|самое читаемое|популярное"
    r"|популярные новости|лента новостей|наши рубрики|рекомендуем|смотрите также)\s*:?",
    re.IGNORECASE,
)
_LONGEST = 300


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
    verdict = _verdict(f"{node.get('class') or ''} {node.get('id') or ''}")
    if verdict == "short" or node.tag == "form":
        return len(text_of(node)) < _LONGEST
    return verdict == "always" and not is_date(text_of(node))


@lru_cache(maxsize=8192)
def _verdict(names: str) -> str:
    if len(names) == 1:
        return "never"
    if _ALWAYS.search(names):
        return "always"
    return "short" if _WHERE_SHORT.search(names) else "never"


def without_furniture(found: Iterable[Line], said: str | None = None) -> Iterator[str]:
    """Yield the paragraphs among lines; `said` is the text that the page states for machines.

    No phrases of furniture, no advertisements, no links to read on, no other news, nothing after
    the comments begin.
    """
    holders: set[Element] = set()
    inserted: str | None = None
    for line in without_strangers(list(found), said):
        text = _TAIL_COUNTERS.sub("", line.text).rstrip()
        if holders and begins_comments(text):
            return
        inserted = _inserted(line) or (inserted if _belongs(line, inserted, holders) else None)
        if text and not inserted and not is_phrase(text) and not begins_comments(text):
            holders.add(line.block.getparent())
            yield text


def _inserted(line: Line) -> str | None:
    """Tell the heading of a box of links that stands inside or after an article."""
    if len(line.text) > _LONGEST:
        return None
    if _OTHER_NEWS.fullmatch(line.text):
        return "other news"
    return "read also" if _READ_ALSO.fullmatch(line.text) else None


def _belongs(line: Line, inserted: str | None, holders: set[Element]) -> bool:
    """Tell a line that still belongs to such a box: a link, or a teaser in a place of its own."""
    return is_link(line) or (inserted == "other news" and line.block.getparent() not in holders)


def is_phrase(text: str) -> bool:
    """Tell a line that furniture puts between paragraphs."""
    if len(text) > _LONGEST:
        return False
    return _PHRASE.fullmatch(text) is not None or _COUNTERS.fullmatch(text) is not None


def begins_comments(text: str) -> bool:
    """Tell the heading of the readers' comments."""
    return len(text) <= _LONGEST and _COMMENTS.fullmatch(text) is not None
