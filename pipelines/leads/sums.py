"""When two sums contradict each other: not by rounding, and not by another unit. Pure, kopecks."""

_ROUBLE = 100
_UNITS = (100, 1_000, 1_000_000)
"""How often one printed unit holds another: roubles in kopecks, thousands, millions."""


def same_sum(one: int, other: int) -> bool:
    """Say whether two sums in kopecks may be one.

    Less than a rouble is rounding; a factor of a hundred, a thousand or a million, as far as the
    smaller one is exact to a tenth, is another unit.

    >>> same_sum(220160050, 220160000), same_sum(220160000, 220160), same_sum(220160000, 220100000)
    (True, True, False)
    """
    low, high = sorted((one, other))
    if high - low < _ROUBLE:
        return True
    return low > 0 and any(abs(low * unit - high) * 20 <= unit * _ROUBLE for unit in _UNITS)


def adds_up(parts: tuple[int, ...], total: int) -> bool:
    """Say whether parts make a total, each rounded to the rouble at worst.

    >>> adds_up((50, 25), 75), adds_up((100_000_00, 20_000_49), 120_001_00)
    (True, True)
    >>> adds_up((100_000_00, 20_000_00), 150_000_00)
    False
    """
    return abs(sum(parts) - total) < _ROUBLE * len(parts) or same_sum(sum(parts), total)


def cut_by_award(totals: tuple[int, int], requested: int | None, awarded: int | None) -> bool:
    """Say whether two totals differ by just what the fund gave less than was asked for.

    A card shows a winner's budget after the award, the workbook that of the application.

    >>> cut_by_award((90_000_00, 100_000_00), 80_000_00, 70_000_00)
    True
    """
    if requested is None or awarded is None:
        return False
    return same_sum(abs(totals[0] - totals[1]), abs(requested - awarded))
