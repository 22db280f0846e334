"""Why a source is not well, in words: the stored reasons of a run in Russian and in English. Pure.

A reason is a `code` with the numbers and names that belong to it, as `dozor.health` finds it. What
is no such thing (a sentence of an older version) is shown as it is.
"""

from collections.abc import Callable, Mapping

from pipelines.display.numbers import counted, grouped

Reason = Mapping[str, object]

_PAGES = {"ru": ("страницы", "страниц", "страниц"), "en": ("page", "pages")}
_RECORDS = {"ru": ("запись", "записи", "записей"), "en": ("record", "records")}
_HOURS = {"ru": ("час", "часа", "часов"), "en": ("hour", "hours")}
_DAYS = {"ru": ("день", "дня", "дней"), "en": ("day", "days")}

_RU = {
    "blocked": "Сайт закрыл доступ; Дозор ждёт и не обходит запрет",
    "many_blocked": "Сайт закрыл доступ: отказов {blocked} на {pages_of}; Дозор ждёт и не обходит "
    "запрет",
    "some_blocked": "Отказов в доступе: {blocked} на {pages_of}",
    "unreachable": "Сервер не отвечает",
    "slow": "Сайт отвечает слишком медленно; остальное Дозор оставил следующему обходу",
    "archive_failed": "Ответы сайта не удалось сохранить: проверьте место на диске",
    "interrupted": "Обход прерван; следующий продолжит с того же места",
    "busy": "Сайт в это время обходил другой процесс Дозора",
    "nothing_visited": "Ни одна страница не посещена",
    "nothing_read": "Ничего не дала ни одна из {pages_of}",
    "nothing_named": "Ни одной статьи и ни одной заявки пока не найдено: проверьте адрес "
    "(dozor probe)",
    "no_way": "Не читается ни одна лента и ни один список: {reason}",
    "way_failed": "Не читается {way}: {reason}",
    "way_shrank": "{way} называет страниц: {named}; обычно {usual}",
    "broke": "Не открылось: {failed} из {pages_of}",
    "unread": "Без записи: {unread} из {pages_of}; обычно {usual} %",
    "vanished": "Сразу {vanished} из {pages_of} отвечают, что их нет; это сбой сайта, пропавшими "
    "они не считаются",
    "listing_shrank": "В списке страниц: {listed}; обычно {usual}. Отсутствие в нём ничего не "
    "доказывает",
    "listing_shortened": "Список стал короче: частей {listed}, обычно {usual}. Отсутствие в нём "
    "ничего не доказывает",
    "listing_unproven": "Список не прочитан до доказанного конца, как обычно; отсутствие в нём "
    "ничего не доказывает",
    "total_differs": "Список обещает {stated}, а называет {listed}; отсутствие в нём ничего не "
    "доказывает",
    "field_lost": "Поле «{field}» есть у {share} % записей; раньше — у {usual} %",
    "fallback": "Поле «{field}» находит приём {extractor}, а не {usual}, как обычно",
    "too_few": "Записей всего {records}; должно быть не меньше {least}",
    "too_many": "Записей уже {records}; ждали не больше {most}",
    "redesign": "Похоже на новый вид сайта: {held_records} ждут решения человека (dozor redesign "
    "list)",
    "silent": "Ничего нового: {silence}; самый долгий перерыв раньше: {gap}",
}
_EN = {
    "blocked": "the site has blocked us; Dozor waits and does not evade",
    "many_blocked": "the site has blocked us: {blocked} of {pages_of}; Dozor waits and does not "
    "evade",
    "some_blocked": "{blocked} of {pages_of} answered with a block",
    "unreachable": "the server does not answer",
    "slow": "the site answers too slowly; the rest is left to the next run",
    "archive_failed": "what the site answered could not be saved: is the disk full?",
    "interrupted": "the run was interrupted; the next one goes on where it ended",
    "busy": "another process of Dozor was crawling the site at that time",
    "nothing_visited": "nothing was visited",
    "nothing_read": "none of {pages_of} gave anything",
    "nothing_named": "no article or application was ever found here: is the address right? "
    "(dozor probe)",
    "no_way": "no feed or listing can be read: {reason}",
    "way_failed": "{way} cannot be read: {reason}",
    "way_shrank": "{way} names {named}; usually {usual}",
    "broke": "{failed} of {pages_of} failed",
    "unread": "{unread} of {pages_of} gave no record; usually {usual}%",
    "vanished": "{vanished} of {pages_of} say at once that they are not there; that is the site's "
    "failure, none counts as missing",
    "listing_shrank": "the listing names {listed}; usually {usual}. What it lacks is not believed "
    "to be missing",
    "listing_shortened": "the listing goes on for {listed} pages; usually {usual}. What it lacks "
    "is not believed to be missing",
    "listing_unproven": "the listing was not read to a proven end, as it usually is; what it lacks "
    "is not believed to be missing",
    "total_differs": "the listing states {stated} and names {listed}; what it lacks is not "
    "believed to be missing",
    "field_lost": "{share}% of records have the field {field}; it used to be {usual}%",
    "fallback": "the field {field} is found by {extractor}, not by {usual} as usual",
    "too_few": "there are {records} records; there should be {least} at least",
    "too_many": "there are {records} records already; {most} at most were expected",
    "redesign": "it looks like a redesign: {held_records} wait for a person to decide (dozor "
    "redesign list)",
    "silent": "nothing new for {silence}; the longest pause before was {gap}",
}
_TEXTS = {"ru": _RU, "en": _EN}
_TWO_DAYS = 48


def in_words(
    reason: object, language: str = "ru", name: Callable[[str, str], str] | None = None
) -> str:
    r"""Say a stored reason in a language (`ru`, `en`).

    `name` gives what a field (`"field", "published"`) or a reason (`"reason", "timeout"`) is
    called; without it they stand as they are stored.

    >>> in_words({"code": "broke", "failed": 3, "pages": 14}, "en").replace("\xa0", " ")
    '3 of 14 pages failed'
    """
    if not isinstance(reason, Mapping):
        return str(reason)
    text = _TEXTS[language].get(str(reason.get("code")))
    if text is None:
        return " ".join(str(value) for value in reason.values())
    return text.format_map(_Values(_said(reason, language, name)))


class _Values(dict[str, str]):
    """Values for a text; one that is not stored leaves a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _said(reason: Reason, language: str, name: Callable[[str, str], str] | None) -> dict[str, str]:
    said = {key: _value(key, value, language, name) for key, value in reason.items()}
    for key, made, nouns in (("pages", "pages_of", _PAGES), ("held", "held_records", _RECORDS)):
        if isinstance(count := reason.get(key), int):
            said[made] = counted(count, nouns[language], language)
    for key, made in (("hours", "silence"), ("usual", "gap")):
        if isinstance(hours := reason.get(key), int):
            said[made] = _length(hours, language)
    return said


def _value(key: str, value: object, language: str, name: Callable[[str, str], str] | None) -> str:
    if isinstance(value, int):
        return grouped(value, language)
    return name(key, str(value)) if name and key in {"field", "reason"} else str(value)


def _length(hours: int, language: str) -> str:
    if hours <= _TWO_DAYS:
        return counted(hours, _HOURS[language], language)
    return counted(round(hours / 24), _DAYS[language], language)
