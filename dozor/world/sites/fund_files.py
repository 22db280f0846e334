"""The Presidential Grants Fund's open data: the page that names the files, and the files."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dozor.world.days import all_as_of, moment
from dozor.world.replies import Manners, Reply, page
from dozor.world.sites.grant_cards import Card, cards, is_sum, read_cards
from dozor.world.sites.site import Pages, Record, Site
from dozor.world.stories import load
from dozor.world.xlsx import Cell, xlsx

OPEN_DATA = "/public/open-data"
HOST = "xn--80asg7a0b.xn--80afcdbalict6afooklqi5o.xn--p1ai"
COLUMNS = {
    "number": "Номер заявки",
    "contest": "Конкурс",
    "organisation": "Организация",
    "ogrn": "ОГРН",
    "inn": "ИНН",
    "region": "Регион",
    "title": "Название проекта",
    "direction": "Грантовое направление",
    "requested": "Запрошенная сумма",
    "total": "Общая сумма расходов",
    "starts": "Начало реализации",
    "ends": "Окончание реализации",
    "status": "Статус проекта",
    "decided": "Дата решения о гранте",
    "awarded": "Размер гранта",
    "evaluation": "Оценка результатов",
    "violations": "Информация о нарушениях",
}
_FILES = ("fund_workbook", "fund_workbook_leads")
_NEXT_ISSUE = 2
"""The day on which a new workbook comes out, at an address of its own."""
_STATUSES = {"won": "победитель конкурса", "not_supported": "проект не получил поддержки"}
_PROJECTS = "Сведения о проектах, на реализацию которых запрошено финансирование у Фонда"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PDF = Reply(body=b"%PDF-1.4\n%%EOF\n", content_type="application/pdf", sealed=True)


class FundFiles(Site):
    """The file host of the Fund: GUIDs without extensions, validators, no robots.txt."""

    id = "fund_files"
    host = HOST
    manners = Manners(etag=True)

    def pages(self, day: int) -> Pages:
        """Give the workbook that is out on a day, and the passport of it."""
        return {_path("workbook", day): _workbook(_issue(day)), _path("passport", day): _PDF}

    def truth(self, day: int) -> list[Record]:  # noqa: ARG002  rows are no pages
        """Give nothing: what the workbook says is in `workbook_rows`."""
        return []

    def broken(self, day: int) -> list[Record]:  # noqa: ARG002  see truth
        """Give nothing."""
        return []

    def listed(self, day: int) -> list[str]:  # noqa: ARG002  see truth
        """Give nothing: rows have no addresses."""
        return []


def open_data_page(day: int) -> Reply:
    """Give the page of open data: two files of data, passports, a report."""
    out = f"{moment(_issue(day)):%d.%m.%Y}"
    files = (
        (_path("cofinancing", day), "Данные о софинансировании поддержки организаций в регионах"),
        (_path("passport", day), f"Паспорт набора данных. {_PROJECTS}"),
        (_path("workbook", day), f"{_PROJECTS} (с 2017 года)"),
        (_path("report", day), "Отчёт об оценке результатов проектов"),
    )
    items = "".join(
        f'<li class="open-data__item"><a href="https://файлы.президентскиегранты.рф{path}">{text}'
        f"</a><span>Обновлено {out}</span></li>"
        for path, text in files
    )
    return page(f"<html><body><h1>Открытые данные</h1><ul>{items}</ul></body></html>")


def workbook_rows(day: int) -> list[dict[str, Any]]:
    """Give the rows of the workbook that is out on a day, cells by the names of COLUMNS.

    It holds the decided applications that have cards, and older ones that have none; one that
    `left` is in it no more.
    """
    issue = _issue(day)
    known = {card.number: _row(card) for card in cards(read_cards(), issue)}
    decided = {number: row for number, row in known.items() if row["status"]}
    stated = [entry for name in _FILES for entry in load(name)["application"]]
    for said in all_as_of(stated, issue):
        decided[said["number"]] = decided.get(said["number"], {}) | said
    return [decided[number] for number in sorted(decided) if not decided[number].get("left")]


def _issue(day: int) -> int:
    return 0 if day < _NEXT_ISSUE else _NEXT_ISSUE


def _path(name: str, day: int) -> str:
    return f"/{uuid5(NAMESPACE_URL, f'{name} {_issue(day)}')}"


@cache
def _workbook(issue: int) -> Reply:
    rows: list[Sequence[Cell]] = [tuple(COLUMNS.values())]
    rows += [tuple(row.get(name) for name in COLUMNS) for row in workbook_rows(issue)]
    return Reply(body=xlsx(rows), content_type=_XLSX, sealed=True)


def _row(card: Card) -> dict[str, Any]:
    starts, ends = (date.fromisoformat(day) for day in card.period)
    return {
        "number": card.number,
        "contest": f"{card.contest} г.",
        "organisation": card.organisation,
        "ogrn": card.ogrn,
        "inn": card.inn,
        "region": card.region,
        "title": card.title,
        "direction": card.direction_name.lower(),
        "requested": _roubles(card.requested or card.awarded),
        "total": _roubles(card.total),
        "starts": starts,
        "ends": ends,
        "status": _STATUSES.get(card.status, ""),
        "awarded": _roubles(card.awarded) if card.won else None,
    }


def _roubles(text: str | None) -> float | None:
    if text is None or not is_sum(text):
        return None
    return int(text.replace(" ", "").replace(",", "")) / 100
