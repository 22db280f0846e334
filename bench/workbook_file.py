"""A workbook such as the Presidential Grants Fund publishes, of any size: the same each time."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

HEADINGS = (
    *("Номер заявки", "Конкурс", "Организация", "ОГРН", "ИНН", "Регион", "Название проекта"),
    *("Грантовое направление", "Запрошенная сумма", "Общая сумма расходов"),
    *("Начало реализации", "Окончание реализации", "Статус проекта", "Дата решения о гранте"),
    *("Размер гранта", "Оценка результатов", "Информация о нарушениях"),
)
_REQUESTED, _TOTAL, _STATUS, _AWARDED = 8, 9, 12, 14
_REGIONS = (
    *("Псковская область", "Республика Саха (Якутия)", "Москва", "Санкт-Петербург"),
    *("Ярославская область", "Томская область", "Астраханская область", "Ростовская область"),
    *("Свердловская область", "Тюменская область", "Республика Татарстан", "Пермский край"),
)
_DIRECTIONS = (
    *("сохранение исторической памяти", "охрана окружающей среды и защита животных"),
    *("социальное обслуживание, социальная поддержка и защита граждан",),
    *("поддержка проектов в области культуры и искусства", "поддержка молодежных проектов"),
    *("охрана здоровья граждан, пропаганда здорового образа жизни",),
    *("развитие институтов гражданского общества",),
)
_WORDS = (
    *("школа", "добрый", "лес", "река", "мастерская", "память", "наследие", "северный", "дети"),
    *("спорт", "музыка", "театр", "поколение", "вместе", "дорога", "здоровье", "музей", "дом"),
    *("молодёжный", "фестиваль", "народный", "творчество", "поддержка", "семья", "ветеран"),
    *("город", "волонтёры", "экология", "открытый", "университет", "третий", "возраст", "шаг"),
    *("надежда", "будущее", "история", "край", "село", "традиция", "ремесло", "центр", "помощь"),
)
_KINDS = (
    "АВТОНОМНАЯ НЕКОММЕРЧЕСКАЯ ОРГАНИЗАЦИЯ",
    "БЛАГОТВОРИТЕЛЬНЫЙ ФОНД",
    "МЕСТНАЯ ОБЩЕСТВЕННАЯ ОРГАНИЗАЦИЯ",
    "РЕГИОНАЛЬНАЯ ОБЩЕСТВЕННАЯ ОРГАНИЗАЦИЯ",
)
_ORGANISATIONS_PER_ROW = 0.32
"""188,000 applications came of some 60,000 organisations."""
Row = list[object]


def rows(count: int, *, changed: int = 0, seed: int = 7) -> Iterator[Row]:
    """Give rows; `changed` of them, spread evenly, with another grant than at first."""
    chance = random.Random(seed)  # noqa: S311  data, no secret
    organisations = [
        _organisation(chance, i) for i in range(max(1, int(count * _ORGANISATIONS_PER_ROW)))
    ]
    step = count // changed if changed else 0
    for i in range(count):
        row = _row(chance, i, chance.choice(organisations))
        if step and i % step == 0 and i // step < changed:
            row[_AWARDED] = round(float(str(row[_AWARDED] or 0)) + 1.25, 2)
        yield row


def write_workbook(path: Path, table: Iterator[Row], *, note: str = "") -> dict[str, int]:
    """Write rows as XLSX, cells typed as they are; give the sums of its money in kopecks.

    `note` goes into the file's properties: other bytes, the same rows.
    """
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"comments": note})
    sheet = book.add_worksheet("Проекты")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, HEADINGS)
    sums = {"requested": 0, "total": 0, "awarded": 0}
    for number, row in enumerate(table, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif cell is not None:
                sheet.write(number, column, cell)
        for name, column in (("requested", _REQUESTED), ("total", _TOTAL), ("awarded", _AWARDED)):
            sums[name] += round(float(str(row[column] or 0)) * 100)
    book.close()
    return sums


def _row(chance: random.Random, i: int, organisation: tuple[str, str, str, str]) -> Row:
    year, season = 17 + i % 10, 1 + i % 2
    name, ogrn, inn, region = organisation
    requested = chance.randrange(10_000_000, 500_000_000) / 100
    won = chance.random() < 0.2  # noqa: PLR2004  as in the Fund's contests
    starts = datetime(2000 + year, 2 if season == 1 else 7, 1) + timedelta(  # noqa: DTZ001
        days=chance.randrange(60)
    )
    status = "победитель конкурса" if won else "проект не получил поддержки"
    return [
        f"{year:02d}-{season}-{i:06d}",
        f"{'Первый' if season == 1 else 'Второй'} конкурс {2000 + year} г.",
        name,
        ogrn,
        inn,
        region,
        " ".join(chance.choices(_WORDS, k=chance.randrange(4, 12))).capitalize(),
        chance.choice(_DIRECTIONS),
        requested,
        round(requested * chance.uniform(1, 2), 2),
        starts,
        starts + timedelta(days=chance.randrange(90, 540)),
        status if chance.random() > 0.01 else "отозвана заявителем",  # noqa: PLR2004
        datetime(2000 + year, 1 if season == 1 else 6, 15) if won else None,  # noqa: DTZ001
        round(requested * chance.uniform(0.7, 1), 2) if won else None,
        "проект реализован успешно" if won and year < 25 else None,  # noqa: PLR2004
        "нецелевое расходование" if won and chance.random() < 0.01 else None,  # noqa: PLR2004
    ]


def _organisation(chance: random.Random, i: int) -> tuple[str, str, str, str]:
    name = f'{chance.choice(_KINDS)} "{" ".join(chance.choices(_WORDS, k=3)).upper()} {i}"'
    return name, _ogrn(i), _inn(i), chance.choice(_REGIONS)


def _ogrn(i: int) -> str:
    body = f"1{20 + i % 5:02d}77{i:07d}"
    return f"{body}{int(body) % 11 % 10}"


def _inn(i: int) -> str:
    digits = [int(digit) for digit in f"77{i:07d}"]
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    check = sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 % 10
    return "".join(map(str, digits)) + str(check)
