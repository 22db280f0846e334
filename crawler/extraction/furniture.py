"""What stands around and inside an article without belonging to it.

Phrases and class names are those of Russian news sites and their usual platforms.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from crawler.extraction.dates import is_date
from crawler.extraction.text import BLOCKS, Element, Line, Skip, text_of, unseen

_ALWAYS = re.compile(
    r"(?:^|[\s_-])(?:"
    r"ya-share2|yashare(?:-auto-init)?|addtoany\w*|a2a_kit|sharedaddy|jp-relatedposts|yarpp"
    r"|crp_related|related\w*|read-?(?:also|more)|more_style_\w+|mistape\w*|pageviews-wrapper"
    r"|pvc_stats|code-block-\d+|kk-star-ratings|post-views|news-detail-share|comments|comment-?list"
    r"|disqus\w*|hypercomments\w*|cackle\w*|vk_comments|currency|currencies|weather|lenta\w*"
    r"|ticker|newsfeed|sidebar|side-bar|breadcrumbs?|pagination|cookies?|popup|modal|footer|navbar"
    r")(?=$|[\s_-])",
    re.IGNORECASE,
)
# Names that also stand on what holds the article: they count only where there is little text.
_WHERE_SHORT = re.compile(
    r"(?:^|[\s_-])(?:"
    r"socials?|shar(?:e|es|ed|er|ing)|also|comment|respond|rates?|kurs\w*|exchange|pogoda|aside"
    r"|banner\w*|advert\w*|adfox\w*|reklama|promo|pager|subscribe|subscription|newsletter"
    r"|reactions?|likes?|rating|views|menu|navigation|zen|print|tags?|hash_tags|keywords|metki"
    r")(?=$|[\s_-])",
    re.IGNORECASE,
)
_ELEMENTS = frozenset({"nav", "aside", "footer", "noindex", "figcaption", "yatag"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo"})
_NEVER = frozenset({"html", "body", "main", "article"})
_COUNTERS = re.compile(r"(?:[+＋]1\s*\d{0,5}\s*)+|[👍👎❤😂😡😢🔥🙏\s\d]+")
_TAIL_COUNTERS = re.compile(r"(?:\s*\+1\s*\d{1,5}){2,}\s*$|(?<=[.!?»\")])(?:\s*\+1\s*\d{1,5})\s*$")
_PHRASES = re.compile(
    r"(?:"
    r"читайте (?:нас|также|ещё|еще|по теме|на сайте|наши)\b.{0,160}|читать (?:также|далее|ещё|еще)\b.{0,160}"
    r"|подпи(?:сывайтесь|шитесь|саться) на (?:наш|нас|телеграм|telegram|канал|новости|рассылку).{0,160}"
    r"|присоединяйтесь к .{0,120}|следите за нами .{0,120}"
    r"|(?:поделиться|поделитесь)(?: (?:новостью|ссылкой|в|с|материалом|статьей|статьёй)\b.{0,60})?[:.!]?"
    r"|фото(?: автора|графия)?\s*[:：].{0,120}|источник фото\b.{0,120}|иллюстрация\s*:.{0,120}"
    r"|видео\s*:.{0,80}|текст\s*:.{0,80}|автор\s*:.{0,80}|источник\s*:.{0,80}"
    r"|(?:ключевые слова|метки|теги|тэги|темы|сюжет)\s*(?::.{0,200})?"
    r"|версия для печати|распечатать|сообщить об опечатке.{0,200}"
    r"|текст, который будет отправлен нашим редакторам.{0,60}"
    r"|если вы (?:нашли|заметили|увидели) (?:ошибку|опечатку).{0,200}|(?:нашли|заметили) (?:ошибку|опечатку).{0,160}"
    r"|запись .{1,250} впервые появилась.{0,120}|сообщение .{1,250} появились сначала на.{0,120}"
    r"|при (?:использовании|перепечатке|цитировании) материал\w*.{0,200}гиперссылк.{0,120}"
    r"|использование материалов .{0,160}гиперссылк.{0,120}"
    r"|реклама\b.{0,160}erid.{0,60}|erid\s*:?.{0,60}|реклама|на правах рекламы"
    r"|(?:количество )?просмотр(?:ов|ы)\s*:?\s*\d*|рейтинг@mail\.ru.{0,40}|идет загрузка.{0,5}"
    r"|комментариев\s*:?\s*\d+|\d{1,2}\+|afisha\.png|дзен|telegram|вконтакте|одноклассники|whatsapp"
    r"|[$€¥]\s?\d+[.,]\d+.{0,60}|(?:usd|eur|cny)\s?:?\s?\d+[.,]\d+.{0,60}"
    r"|для корректной работы сайта.{0,160}|этот сайт использует cookie.{0,200}|мы используем (?:cookie|файлы).{0,250}"
    r")",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:комментарии(?: к (?:статье|новости|записи|материалу))?(?:\s*[(:]?\s*\d+\)?)?|количество комментариев\s*:?\s*\d*"
    r"|нет комментариев\.?|комментариев (?:пока )?нет\.?|(?:оставить|добавить|написать) комментарий|обсуждение"
    r"|для добавления комментария.{0,100}|чтобы оставить комментарий.{0,100}"
    r"|(?:другие|похожие|последние|свежие|ещё|еще|все) (?:новости|материалы|статьи|публикации|записи)(?: .{0,40})?"
    r"|(?:новости|материалы|статьи|ещё|еще) по теме|похожее|самое читаемое|популярное|популярные новости"
    r"|лента новостей|наши рубрики|другие конкурсы фонда|похожие конкурсы|рекомендуем|смотрите также)\s*:?",
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


def without_furniture(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the paragraphs among lines: no phrases of furniture, nothing after the comments begin."""
    for line in lines:
        text = _TAIL_COUNTERS.sub("", line.text).rstrip()
        if len(text) <= _LONGEST and _END.fullmatch(text):
            return
        if text and not is_phrase(text):
            yield text


def is_phrase(text: str) -> bool:
    """Tell a line that furniture puts between paragraphs."""
    if len(text) > _LONGEST:
        return False
    return _PHRASES.fullmatch(text) is not None or _COUNTERS.fullmatch(text) is not None


def ends_article(text: str) -> bool:
    """Tell a line after which nothing of the article follows."""
    return len(text) <= _LONGEST and _END.fullmatch(text) is not None
