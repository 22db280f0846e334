"""How many files are made at once: by their kind, and one of a kind for an address."""

from collections import Counter
from typing import Final, NamedTuple


class Bounds(NamedTuple):
    """What one file may take: `seconds`, `largest` in bytes; `at_once` of its kind are made."""

    kind: str
    seconds: float
    largest: int
    at_once: int


class Slots:
    """The files that are being made.

    >>> slots = Slots()
    >>> [slots.take("sql", 2, "192.0.2.1") for _ in range(2)]
    [True, False]
    """

    def __init__(self) -> None:
        self._kinds: Final[Counter[str]] = Counter()
        self._addresses: Final[Counter[tuple[str, str]]] = Counter()

    def take(self, kind: str, most: int, address: str | None) -> bool:
        """Begin a file, where there is room; None for an address that is not counted."""
        if self._kinds[kind] >= most or (address and self._addresses[kind, address]):
            return False
        self._kinds[kind] += 1
        if address:
            self._addresses[kind, address] += 1
        return True

    def give(self, kind: str, address: str | None) -> None:
        """End a file that was begun."""
        self._kinds[kind] -= 1
        if address:
            del self._addresses[kind, address]
