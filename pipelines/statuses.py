"""The wordings of statuses and evaluations, and what each means. Unknown ones are `other`.

The wordings are those of the Presidential Grants Fund's site and workbook and of the portals on
the same engine. Those known only from hearsay are left out: they would be guesses. A call's status
is a word or two that portals choose freely, so its beginnings are compared.
"""

from pipelines.text import fold

OTHER = "other"

_STATUSES = {
    "победитель конкурса": "won",
    "на независимой экспертизе": "under_review",
    "проект не получил поддержку": "not_supported",
    "проект не получил поддержки": "not_supported",
}
_STATUS_BEGINNINGS = {"отозван": "withdrawn"}
_EVALUATIONS = {
    "проект реализован успешно": "success",
    "проект реализован неудовлетворительно": "failure",
}
_EVALUATION_BEGINNINGS = {
    "проект, к реализации которого победитель конкурса не приступал": "not_started"
}
_CALL_BEGINNINGS = {
    "не открыт": "announced",
    "прием заявок не начат": "announced",
    "прием заявок еще не": "announced",
    "скоро": "announced",
    "прием заявок скоро": "announced",
    "анонс": "announced",
    "ожидается": "announced",
    "планируется": "announced",
    "предстоящ": "announced",
    "открыт": "open",
    "идет прием": "open",
    "идет набор": "open",
    "активный": "open",
    "прием заявок открыт": "open",
    "прием заявок идет": "open",
    "прием заявок продлен": "open",
    "набор открыт": "open",
    "регистрация открыта": "open",
    "закрыт": "closed",
    "завершен": "closed",
    "окончен": "closed",
    "архив": "closed",
    "прием заявок закрыт": "closed",
    "прием заявок завершен": "closed",
    "прием заявок окончен": "closed",
    "прием заявок прекращен": "closed",
    "прием документов завершен": "closed",
    "прием документов окончен": "closed",
    "набор закрыт": "closed",
    "набор завершен": "closed",
    "набор окончен": "closed",
    "регистрация закрыта": "closed",
    "регистрация завершена": "closed",
    "регистрация окончена": "closed",
    "конкурс завершен": "closed",
    "конкурс закрыт": "closed",
    "конкурс окончен": "closed",
    "отбор завершен": "closed",
}
_CALL_WORDS = {"прием заявок": "open", "open": "open", "closed": "closed"}


def read_call_status(text: str) -> str:
    """Give what a site says of a call: `open, announced, closed` or `other`.

    >>> read_call_status("Открыт"), read_call_status("Приём заявок завершён 1 марта")
    ('open', 'closed')
    >>> read_call_status("На согласовании")
    'other'
    """
    return _read(text, _CALL_WORDS, _CALL_BEGINNINGS)


def read_status(text: str) -> str:
    """Give the contest's decision: `under_review, won, not_supported, withdrawn` or `other`.

    >>> read_status("Проект не получил  поддержки"), read_status("Отозвана заявителем")
    ('not_supported', 'withdrawn')
    >>> read_status("проект реализуется")
    'other'
    """
    return _read(text, _STATUSES, _STATUS_BEGINNINGS)


def read_evaluation(text: str) -> str:
    """Give the outcome of a project: `success, failure, not_started` or `other`.

    >>> read_evaluation("Проект реализован успешно")
    'success'
    """
    return _read(text, _EVALUATIONS, _EVALUATION_BEGINNINGS)


def _read(text: str, wordings: dict[str, str], beginnings: dict[str, str]) -> str:
    words = fold(text).strip(" .")
    if words in wordings:
        return wordings[words]
    found = (value for beginning, value in beginnings.items() if words.startswith(beginning))
    return next(found, OTHER)
