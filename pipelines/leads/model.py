"""A lead: two proofs that contradict each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What an origin said, and where: its snapshot, and the application that it said it of.

    `said` is a column's value as text, or the site's words; `origin` is the claim's, or `rule`
    where arithmetic says it, `listing` or `workbook` where an absence does.
    """

    said: str
    origin: str
    snapshot_id: int | None = None
    grant_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """One thing that does not add up, of an application or an organisation.

    `key` is the same after every rerun and rebuild: kind, source and key of the record, field.
    """

    key: str
    kind: str
    one: Proof
    other: Proof
    source_id: str | None = None
    grant_id: int | None = None
    organisation_id: int | None = None
    field: str | None = None

    @property
    def saying(self) -> str:
        """Give what a note on the lead explains, word for word."""
        return f"{self.one.said} ≠ {self.other.said}"


def short(field: str) -> str:
    """Give a column's name as a key has it: without the unit or standard of its value.

    >>> short("awarded_kopecks"), short("period_edtf"), short("inn")
    ('awarded', 'period', 'inn')
    """
    return field.removesuffix("_kopecks").removesuffix("_edtf")
