"""The wordings of a grant's status and evaluation, and what each means. Unknown ones are `other`.

The wordings are those of the Presidential Grants Fund's site and workbook and of the portals on
the same engine. Those known only from hearsay are left out: they would be guesses.
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
