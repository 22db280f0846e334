"""Articles and cards as they are first written, and what an editor may change in them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bench.monitoring import words
from bench.monitoring.model import Article, Card

Part = tuple[str, dict[str, str]]  # a template and the facts that stand in it
UNDER_REVIEW, WON, LOST = (
    "на независимой экспертизе",
    "победитель конкурса",
    "проект не получил поддержку",
)


@dataclass(slots=True)
class Draft:
    """An article's templates with their facts: the headline first, then the paragraphs."""

    title: Part
    paragraphs: list[Part]
    lead: str
    author: str

    @property
    def article(self) -> Article:
        """Write it."""
        return Article(
            title=_write(self.title),
            lead=self.lead,
            paragraphs=tuple(_write(part) for part in self.paragraphs),
            author=self.author,
            tags=("общество", "добровольцы", "культура"),
        )

    def edit(self, rng: Random, slot: str, *, headline: bool) -> tuple[str, str] | None:
        """Change one fact and give the old one and the new; None where no such fact stands."""
        parts = [self.title] if headline else self.paragraphs
        facts = next((facts for _, facts in parts if slot in facts), None)
        if facts is None:
            return None
        old = facts[slot]
        facts[slot] = words.fresh(slot, rng, unlike=old)
        return old, facts[slot]


def draft_article(rng: Random) -> Draft:
    """Write a new article: a headline with facts, four paragraphs with facts, four without."""
    title = rng.choice(words.TITLES)
    facts = [(text, words.title_facts(text, rng)) for text in rng.sample(words.FACTS, 4)]
    plain: list[Part] = [(text, {}) for text in rng.sample(words.FILLERS, 4)]
    return Draft(
        title=(title, words.title_facts(title, rng)),
        paragraphs=[part for pair in zip(plain, facts, strict=True) for part in pair],
        lead=rng.choice(words.LEADS),
        author=rng.choice(words.NAMES),
    )


def draft_card(rng: Random, born: datetime, number: str) -> Card:
    """Write a new card; two in five are still under review, one in five has won."""
    status = rng.choice((UNDER_REVIEW, UNDER_REVIEW, WON, LOST, LOST))
    requested = rng.randrange(30_000_000, 400_000_000)
    return Card(
        title=f"{rng.choice(words.PROJECTS)} в {rng.choice(words.PLACES)}",
        number=number,
        contest=rng.choice(words.CONTESTS),
        direction=rng.choice(words.DIRECTIONS),
        status=status,
        submitted=born.strftime("%d.%m.%Y"),
        period=f"01.07.2026 - {rng.randrange(10, 29)}.12.2026",
        organisation=f"АНО «{rng.choice(words.PROJECTS)}»",
        inn=_inn(rng),
        ogrn=_ogrn(rng),
        rating=f"{rng.randrange(60, 99)},{rng.randrange(10, 99)}",
        requested=requested,
        cofinancing=rng.randrange(1_000_000, 90_000_000),
        disbursed=requested // 2,
        summary=rng.choice(words.SUMMARIES),
    )


def decide(card: Card, rng: Random) -> Card:
    """Turn a card's status to another."""
    if card.status == UNDER_REVIEW:
        return replace(card, status=rng.choice((WON, LOST)))
    return replace(card, status=LOST if card.won else WON)


def resum(card: Card, rng: Random) -> tuple[Card, str, int, int]:
    """Change one sum that the card shows: the card, the column, old and new kopecks."""
    name = rng.choice(("requested", "cofinancing", *(("disbursed",) if card.won else ())))
    old: int = getattr(card, name)
    new = old + rng.randrange(1, 90) * 1_000_000
    column = "awarded" if card.won and name == "requested" else name
    return replace(card, **{name: new}), f"{column}_kopecks", old, new  # type: ignore[arg-type]


def guid(rng: Random) -> str:
    """Give a GUID for a card's address, in small letters."""
    return str(UUID(int=rng.getrandbits(128), version=4))


def birthdays(
    rng: Random, start: datetime, end: datetime, gap: timedelta, until: datetime | None
) -> list[datetime]:
    """Give moments of publication: gaps between half and one and a half of the usual one."""
    moments: list[datetime] = []
    moment = start
    while (moment := moment + gap * rng.uniform(0.5, 1.5)) < (until or end):
        moments.append(moment.replace(microsecond=0))
    return moments


def _write(part: Part) -> str:
    template, facts = part
    return template.format(**facts)


def _inn(rng: Random) -> str:
    digits = [7, 7, *(rng.randrange(10) for _ in range(7))]
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    check = sum(a * b for a, b in zip(digits, weights, strict=True)) % 11 % 10
    return "".join(map(str, (*digits, check)))


def _ogrn(rng: Random) -> str:
    head = int(f"119{rng.randrange(10**9):09d}")
    return f"{head}{head % 11 % 10}"
