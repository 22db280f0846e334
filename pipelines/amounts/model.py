"""What a reader of amounts gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money or a range of sums, in hundredths of the currency (kopecks, cents).

    Equal bounds are one value; an open side is None. `currency` is an ISO 4217 code, None
    where the text does not settle it. `approximate` marks «около», «почти», «~». Strict and
    inclusive bounds are not told apart. `text` is what was read, in the source's own words.
    """

    minimum: int | None
    maximum: int | None
    currency: str | None
    approximate: bool
    text: str
