"""Calls for applications that news articles announce. Pure; precision goes before completeness.

An article yields a call only if its headline or lead speaks of money to apply for, its text says
until which day applications are taken, and that day comes after the article. Results of contests,
tenders, vacancies and places at schools are none, whatever their deadlines.
"""

import re
from datetime import date, datetime, timedelta

from pipelines.dates import Deadline, find_deadline
from pipelines.normalize.call_sizes import size_in_text
from pipelines.normalize.call_windows import Bound
from pipelines.normalize.moments import known_zone
from pipelines.records import Article, Competition
from pipelines.text import fold

_MONEY = re.compile(r"\b(?:грант|субсиди|стипенди|преми[яюией]|финансов\w+ поддержк)\w*")
_CONTEST = re.compile(r"\b(?:конкурс|акселератор|отбор)\w*")
_APPLY = re.compile(r"\bзаяв(?:к|оч|лен)\w*|\bзаявок\b")
_OVER = re.compile(
    r"\b(?:итог|победител|лауреат|наградил|вручил|вручен|выиграл|получил|назвали|подвел|подведен"
    r"|состоял|прошел|прошла|завершил|обыск|мошенн|хищени|похи[тщ]|уголовн)\w*"
)
_NO_CALL = re.compile(
    r"\b(?:аукцион|тендер|закупк|подряд|замещени|ваканси|должност|первоклассник|первый класс"
    r"|приемн\w+ комисси|детск\w+ сад|ипотек|маткапитал|земельн\w+ участ)\w*"
)
_TAKEN = re.compile(
    r"\b(?:прием|принима|пода[тчв]|направ[иь]|отправ[иь]|присла|ждут|ждет|ожида|дедлайн|регистрац"
    r"|успет|продл)\w*"
)
_FARTHEST = timedelta(days=366)
_NOON = "T12:00:00+00:00"


def announced_call(article: Article, *, timezone: str | None) -> Competition | None:
    """Give the call that an article announces, or None.

    Dates without a year refer to the day of publication; an undated article announces nothing.
    The call has the article's key, address and headline; its text stays the article's.
    """
    if article.published_on is None or not _is_about_a_call(article):
        return None
    reference = datetime.fromisoformat(article.published_on + _NOON)
    zone = known_zone(timezone)
    text = article.body or article.lead or ""
    found = find_deadline(text, reference=reference, timezone=zone)
    if found is None or not _is_ahead(found, reference.date()) or not _speaks_of_it(found):
        return None
    closes = Bound(found.when, last=True)
    return Competition(
        key=article.key,
        source_id=article.source_id,
        url=article.url,
        title=article.title,
        closes_edtf=closes.edtf,
        closes_on=closes.day,
        closes_utc=closes.utc,
        closes_by_utc=closes.latest(zone),
        deadline_text=found.sentence,
        **size_in_text(text),
        origins={"title": "article", "closes_edtf": "sentence"},
    )


def _is_about_a_call(article: Article) -> bool:
    said = fold(f"{article.title}. {article.lead or ''}")
    body = fold(article.body or "")
    if _OVER.search(fold(article.title)) or _NO_CALL.search(said):
        return False
    money = _MONEY.search(said) or (_CONTEST.search(said) and _MONEY.search(body))
    return bool(money) and _APPLY.search(body) is not None


def _is_ahead(found: Deadline, published: date) -> bool:
    day = Bound(found.when, last=True).day
    closing = date.fromisoformat(day) if day else None
    return closing is not None and published <= closing <= published + _FARTHEST


def _speaks_of_it(found: Deadline) -> bool:
    sentence = fold(found.sentence)
    return _TAKEN.search(sentence) is not None and _NO_CALL.search(sentence) is None
