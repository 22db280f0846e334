"""Pages that answer with a 200 and hold nothing of what they were visited for."""

import re

from crawler.extraction.blocked import protection
from crawler.extraction.main_heading import main_heading
from crawler.extraction.page import Page
from crawler.extraction.text import Line, text_of
from crawler.extraction.unreadable import Bodiless, Unreadable
from crawler.items import Reason

_NOT_FOUND = re.compile(
    r"(?:ошибка|error)?\s*№?\s*404\W*(?:error|ошибка)?|(?:(?:ошибка|error)?\s*404\W+)?"
    r"(?:к сожалению,?\s+)?(?:"
    r"(?:запрашиваемая |запрошенная |такая |данная |эта |указанная )?"
    r"страница (?:не найдена|не существует|удалена|отсутствует)"
    r"|(?:такой|запрашиваемой|этой) страницы (?:не существует|нет|больше нет)"
    r"|страницы не существует|ничего не найдено|(?:page )?not found"
    r"|(?:новость|статья|материал|публикация|запись|документ|проект|заявка|объект)"
    r" (?:не найден[ао]?|не существует|удал[её]н[ао]?|снят[ао]? с публикации)"
    r")[\s.!…]*(?:404)?",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:к сожалению,?\s+)?"
    r"(?:(?:эта|этот|данн\w+|запрашиваем\w+|запрошенн\w+|указанн\w+|такой)\s+)?"
    r"(?:страница|новость|статья|материал|публикация|запись|документ|контент|доступ)\s+"
    r"(?:(?:к\s+(?:материалу|странице|публикации|сайту|ресурсу)|был[ао]?|больше|временно|уже)\s+)*"
    r"(?:удал[её]н\w*|недоступ\w+|ограничен\w*|скрыт\w*|заблокирован\w*|снят\w* с публикации"
    r"|не (?:существует|доступ\w+|найден\w*)).{0,80}",
    re.IGNORECASE,
)
"""A line that says that something was here, and nothing else."""
_ADVISED = re.compile(
    rf"(?:{_NOT_FOUND.pattern})"
    r"(?:\s*(?:возможно|вероятно|может быть|попробуйте|проверьте|перейдите|вернитесь"
    r"|воспользуйтесь|она|он)\b.{0,150})?",
    re.IGNORECASE,
)
_IMPRINT = re.compile(r"©|\(c\)|свидетельство|учредител|все права", re.IGNORECASE)
_SEGMENTS = re.compile(r"\s+[|/»·—–-]\s+|\s*\|\s*")
_WANTS_SCRIPT = re.compile(
    r"(?:requires|enable|need|turn on)\b.{0,40}javascript"
    r"|javascript.{0,40}(?:required|enabled|disabled|отключен|выключен)"
    r"|(?:включите|включить|требуется|нужен|необходим\w*|поддержк\w+|без)\b.{0,40}javascript",
    re.IGNORECASE | re.DOTALL,
)
_CONSENT = re.compile(
    r"(?:соглас\w+|принима\w+|использу\w+|разреш\w+).{0,80}(?:cookie|куки|персональных данных)"
    r"|(?:cookie|куки).{0,80}(?:соглас\w+|принят\w+|принима\w+|использу\w+)"
    r"|we (?:and our partners )?use cookies|before you continue|accept (?:all )?cookies",
    re.IGNORECASE,
)
_APP = re.compile(r"(?:app|root|__next|__nuxt|q-app|application)")
_SHELL = 500
_HEADLINE = 25
_SENTENCE = 60
_MANY_LINKS = 10


def refuse_other_pages(page: Page) -> None:
    """Raise Unreadable for the page of a protection, a soft 404, and a page that a script fills."""
    if name := protection_of(page):
        raise Unreadable("blocked", name)
    if says := _not_found(page):
        raise Unreadable("soft_404", says)
    if page.visible == 0 and not page.document_title and page.root.find(".//script") is None:
        raise Bodiless("empty", "no visible text")
    if says := _cookie_wall(page):
        raise Unreadable("not_article", f"cookie wall: {says}")
    if is_shell(page):
        raise _bodiless(page, "shell", f"{page.visible} visible characters and scripts")


def protection_of(page: Page) -> str | None:
    """Return the name of the protection whose page this is, or None."""
    if "article:published_time" in page.metas:
        return None
    heading = main_heading(page)
    headline = "" if heading is None else text_of(heading)
    return protection(page.markup, page.document_title, headline, page.visible)


def _cookie_wall(page: Page) -> str | None:
    """Give the words of a page that asks for consent and shows nothing else."""
    if page.visible >= _SHELL * 3:
        return None
    shown = [line.text for line in page.shown]
    asks = [text for text in shown if _CONSENT.search(text)]
    asked = sum(map(len, asks))
    rest = sum(len(text) for text in shown if len(text) >= _SENTENCE) - asked
    return asks[0][:_SENTENCE] if asks and rest < min(asked, _SHELL) else None


def why_no_body(page: Page) -> Unreadable:
    """Return why a page with a title has no text of an article."""
    headlines = sum(len(text_of(link)) >= _HEADLINE for link in page.root.iter("a"))
    if headlines >= _MANY_LINKS:
        return _bodiless(page, "not_article", f"a list of {headlines} headlines")
    if page.visible < _SHELL and page.root.find(".//script[@src]") is not None:
        return _bodiless(page, "shell", f"{page.visible} visible characters and scripts")
    return _bodiless(page, "no_body", "no paragraph of an article")


def says_gone(text: str) -> bool:
    """Tell a line that says that what was here is no longer, or is not to be read."""
    said = text.strip()
    return _NOT_FOUND.fullmatch(said) is not None or _GONE.fullmatch(said) is not None


def _bodiless(page: Page, reason: Reason, detail: str) -> Unreadable:
    """Say why a page has no text; one with a line of «Материал удалён» does not keep silent."""
    gone = any(says_gone(line.text) for line in page.shown)
    return Unreadable(reason, detail) if gone else Bodiless(reason, detail)


def is_shell(page: Page) -> bool:
    """Tell a page that is empty until a script fills it."""
    if page.visible >= _SHELL or any(_is_content(line.text) for line in page.shown):
        return False
    return _WANTS_SCRIPT.search(page.markup) is not None or _has_empty_app(page)


def _is_content(text: str) -> bool:
    return len(text) >= _SENTENCE and not _WANTS_SCRIPT.search(text)


def _has_empty_app(page: Page) -> bool:
    """Tell an element that a script fills, and nothing but it."""
    if page.root.find(".//script") is None:
        return False
    nodes = page.root.xpath("//div[@id]")
    return any(_APP.fullmatch(node.get("id")) and not text_of(node) for node in nodes)


def _not_found(page: Page) -> str | None:
    headings = [text_of(node) for node in page.root.iter("h1")]
    for text in (*headings, _SEGMENTS.split(page.document_title)[0]):
        if _NOT_FOUND.fullmatch(text.strip()):
            return text.strip()
    return _alone(page)


def _alone(page: Page) -> str | None:
    """Give the line that says that nothing is there, where no other says more than a menu does.

    Sites without headings say so in a plain line, under a title that is theirs on every page.
    """
    if any(len(line.text) >= _SENTENCE and _is_telling(line) for line in page.shown):
        return None
    said = (line.text.strip() for line in page.shown if not line.linked)
    return next((text[:_SENTENCE] for text in said if _ADVISED.fullmatch(text)), None)


def _is_telling(line: Line) -> bool:
    mostly_linked = 2 * line.linked > len(line.text)
    return not (
        mostly_linked or _IMPRINT.search(line.text) or _ADVISED.fullmatch(line.text.strip())
    )
