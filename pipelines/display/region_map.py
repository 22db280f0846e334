"""A map of Russia's regions in equal squares, each about where its region lies.

Equal squares show small regions as well as large ones. The layout is Dozor's own, under the
licence of the project. The codes are those of `pipelines.regions`, ISO 3166-2's for each region.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

STEPS = 5
"""Shades of a map; a region without any has none of them."""
_LAYOUT = """
.       .       .       .       .       .       .       .       .       .       .       .       .       .       .       .       CHU:Чукот
.       .       .       .       MUR:Мурм .       .       NEN:НАО .       .       YAN:ЯНАО .      .       .       SA:Якут MAG:Магад KAM:Камч
.       .       SPE:СПб LEN:Ленин KR:Карел .    ARK:Арх KO:Коми .       .       KHM:ХМАО TOM:Томск KYA:Красн .  .      KHA:Хабар SAK:Сахал
.       PSK:Псков NGR:Новгор TVE:Тверь VLG:Волог YAR:Ярос KOS:Костр KIR:Киров PER:Пермь SVE:Сверд TYU:Тюмен OMS:Омск KEM:Кузб IRK:Иркут AMU:Амур YEV:ЕАО .
KGD:Калин SMO:Смол KLU:Калуга MOW:Москва MOS:Подмос IVA:Иван NIZ:Нижег ME:Марий UD:Удмур CHE:Челяб KGN:Курган NVS:Новос KK:Хакас BU:Бурят ZAB:Забайк PRI:Примор .
.       BRY:Брянск ORL:Орёл TUL:Тула RYA:Рязань VLA:Влад MO:Мордов CU:Чуваш TA:Татар BA:Башк . ALT:Алт.кр AL:Алтай TY:Тыва . . .
.       .       KRS:Курск LIP:Липецк TAM:Тамбов PNZ:Пенза ULY:Ульян SAM:Самара ORE:Оренб . . . . . . . .
.       .       BEL:Белгор VOR:Ворон VGG:Волгог SAR:Сарат . . . . . . . . . . .
.       14:ДНР  09:ЛНР  ROS:Ростов KL:Калмык AST:Астрах . . . . . . . . . . .
65:Херсон 23:Запор KDA:Кубань STA:Ставр IN:Ингуш CE:Чечня DA:Дагест . . . . . . . . . .
40:Севаст 43:Крым AD:Адыгея KC:Кар-Ч KB:Каб-Б SE:С.Осет . . . . . . . . . . .
"""  # noqa: E501  a map drawn in letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A region's square: its code, a short name in Russian, its column and row."""

    code: str
    short: str
    column: int
    row: int


@cache
def tiles() -> tuple[Tile, ...]:
    """Give the squares of all regions, from the north-west on.

    >>> [tile.short for tile in tiles() if tile.code in {"RU-PSK", "RU-KAM"}]
    ['Камч', 'Псков']
    """
    found = []
    for row, line in enumerate(_LAYOUT.strip().splitlines()):
        for column, cell in enumerate(line.split()):
            if cell != ".":
                code, _, short = cell.partition(":")
                country = "UA" if code.isdecimal() else "RU"
                found.append(Tile(code=f"{country}-{code}", short=short, column=column, row=row))
    return tuple(found)


def size() -> tuple[int, int]:
    """Give how many columns and rows the map has."""
    return max(tile.column for tile in tiles()) + 1, max(tile.row for tile in tiles()) + 1


def bounds(values: Sequence[float]) -> list[float]:
    """Give the upper bounds of the shades: as many regions in each as their values allow.

    >>> bounds([1, 2, 3, 4, 100]), bounds([7, 7])
    ([1, 2, 3, 4, 100], [7])
    """
    known = sorted(value for value in values if value > 0)
    if not known:
        return []
    places = [-(-len(known) * step // STEPS) - 1 for step in range(1, STEPS + 1)]
    return sorted({known[max(place, 0)] for place in places})


def shades(values: Mapping[str, float]) -> dict[str, int]:
    """Give each region its shade, from 1; one with nothing has 0.

    >>> shades({"RU-PSK": 10, "RU-TOM": 0, "RU-SA": 90})
    {'RU-PSK': 1, 'RU-TOM': 0, 'RU-SA': 5}
    """
    limits = bounds(list(values.values()))
    wide = STEPS / max(len(limits), 1)
    return {code: _shade(value, limits, wide) for code, value in values.items()}


def _shade(value: float, limits: Sequence[float], wide: float) -> int:
    if value <= 0:
        return 0
    place = next(number for number, limit in enumerate(limits) if value <= limit)
    return STEPS if place == len(limits) - 1 else round(1 + place * wide)
