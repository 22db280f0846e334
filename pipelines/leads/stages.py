"""When a card and a workbook contradict each other on what became of an application. Pure."""

_ORDER = {"under_review": 0, "not_supported": 1, "withdrawn": 1, "won": 1}
_CARD_LACKS = frozenset({"withdrawn", "not_supported"})


def contradict(card: tuple[str, str], workbook: tuple[str, str]) -> bool:
    """Say whether two statuses contradict each other; each comes with when it was said, UTC text.

    A decision after the examination is no contradiction of what was said before it: a workbook
    lags behind by months, and the card may not have been visited since. Of a withdrawn application
    a card says that it was not supported: it has no other word. An unknown wording says nothing.

    >>> contradict(("won", "2026-02"), ("not_supported", "2026-01"))
    True
    >>> contradict(("won", "2026-02"), ("under_review", "2026-01"))
    False
    >>> contradict(("under_review", "2026-02"), ("won", "2026-01"))
    True
    """
    said, at = card
    stated, since = workbook
    if said == stated or "other" in {said, stated} or {said, stated} == _CARD_LACKS:
        return False
    if stated == "under_review":
        return False
    return said != "under_review" or at > since


def is_decided(status: str | None) -> bool:
    """Say whether a status is a decision."""
    return _ORDER.get(status or "", 0) == 1
