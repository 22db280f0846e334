"""The headers that say how much of what was asked an answer holds."""


def part_of(rows: int, found: int, *, whole: bool) -> dict[str, str]:
    """Give the headers of an answer with some rows; `found` is all there are, where `whole`.

    >>> part_of(3, 4, whole=True)
    {'x-dozor-rows': '3', 'x-dozor-total': '4', 'x-dozor-complete': '0'}
    >>> part_of(50, 50, whole=False)["x-dozor-total"]
    'unknown'
    """
    return {
        "x-dozor-rows": str(rows),
        "x-dozor-total": str(found) if whole else "unknown",
        "x-dozor-complete": str(int(whole and rows == found)),
    }
