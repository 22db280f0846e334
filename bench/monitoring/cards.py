"""Cards and listings of grant portals on the Presidential Grants Fund's engine."""

from datetime import datetime

from bench.monitoring.articles import title_of, typeset
from bench.monitoring.furniture import foot_furniture, head_furniture, number, session
from bench.monitoring.model import Card, Page, Site
from bench.monitoring.words import money

PER_PAGE = 20
_NBSP = "\u00a0"


def card_page(site: Site, page: Page, moment: datetime) -> str:
    """Write a card as it is served at a moment."""
    card = page.content_at(moment)
    assert isinstance(card, Card)
    return document(
        site,
        moment,
        card.title,
        f'<div class="winner-info"><h2 class="winner-info__title">{typeset(card.title, card.style)}'
        f'</h2><p class="winner-info__status">Статус проекта: <span>{card.status}</span></p>'
        f"{_facts(card)}{_money(card)}</div>{_details(card)}",
    )


def cards_page(
    site: Site, pages: list[Page], shown: list[Page], moment: datetime, at: tuple[int, int, int]
) -> str:
    """Write one page of a listing.

    `pages` are all that match, `shown` those on it; `at` is its number, the last number and what
    the stated total is off by.
    """
    rows = "".join(_row(site, page, moment) for page in shown)
    found = f'<div class="projects__found">Найдено проектов: {len(pages) + at[2]}</div>'
    table = f'<div class="table table--p-present table--projects">{rows}</div>'
    return document(site, moment, "Проекты", f"{found}{table}{_pager(site, at[0], at[1])}")


def document(site: Site, moment: datetime, title: str, body: str) -> str:
    """Write any document of a portal."""
    charset = "windows-1251" if site.recoded and moment >= site.recoded else "utf-8"
    return (
        f'<!doctype html>\n<html lang="ru"><head><meta charset="{charset}"><title>{title}</title>'
        f"</head>\n<body>{head_furniture(site, moment)}<main>{body}</main>"
        f"{foot_furniture(site, moment)}</body></html>\n"
    )


def _facts(card: Card) -> str:
    first = [
        ("Конкурс", card.contest),
        ("Грантовое направление", card.direction),
        ("Номер заявки", card.number),
        ("Дата подачи", card.submitted),
        ("Сроки реализации", card.period),
    ]
    if card.won:
        first.append(("Рейтинг заявки", card.rating))
    second = [("Организация", card.organisation), ("ИНН", card.inn), ("ОГРН", card.ogrn)]
    return _list(first, card.shuffle) + _list(second, card.shuffle)


def _list(facts: list[tuple[str, str]], shuffle: int) -> str:
    turn = shuffle % len(facts)
    items = "".join(
        '<li class="winner-info__list-item">'
        f'<span class="winner-info__list-item-title">{label}</span> '
        f'<span class="winner-info__list-item-text">{value}</span></li>'
        for label, value in (*facts[turn:], *facts[:turn])
    )
    return f'<ul class="winner-info__list winner-info__item">{items}</ul>'


def _money(card: Card) -> str:
    """Write a card's sums. As on the Fund's own site, one label begins with a Latin C."""
    sums = [("Cофинансирование", card.cofinancing)]
    if card.won:
        sums = [("Размер гранта", card.requested), *sums]
        sums.append(("Перечислено Фондом на реализацию проекта", card.disbursed))
    else:
        total = card.requested + card.cofinancing
        sums = [("Запрашиваемая сумма", card.requested), *sums]
        sums.append((f"Общая сумма расходов на реализацию проекта{_NBSP}", total))
    space = _NBSP if card.style % 2 else " "
    items = "".join(
        f'<li class="circle-bar__info-item"><span class="circle-bar__info-item-title">{label}'
        '</span><span class="circle-bar__info-item-number">'
        f'{money(value).replace(" ", space)} <span class="rubl">₽</span></span></li>'
        for label, value in sums
    )
    return f'<ul class="circle-bar__info">{items}</ul>'


def _details(card: Card) -> str:
    return (
        '<div class="winner__details"><div class="winner__details-box js-ancor-box" '
        'id="winner-summary"><h2 class="winner__details-title">Краткое описание</h2>'
        f"<p>{typeset(card.summary, card.style)}</p></div></div>"
    )


def _row(site: Site, page: Page, moment: datetime) -> str:
    card = page.content_at(moment)
    assert isinstance(card, Card)
    path = page.path
    if site.alias == "guid" and number(site, moment, path, 2):
        path = path.split("=")[0] + "=" + path.split("=")[1].upper()
    return (
        f'<a href="{path}{session(site, moment, "&amp;")}"><div class="table__row cards-item-row">'
        f'<div class="projects__title">{title_of(page, moment)}</div>'
        f'<div class="contest">{card.contest}</div><div class="direction">{card.direction}</div>'
        f'<div class="projects__price">{money(card.requested)} ₽</div>'
        f'<div class="projects__descr"><div>Псковская область</div><div>{card.organisation}</div>'
        f'<div class="projects__str-no-wrap">{card.number} от {card.submitted}</div></div>'
        f'<div class="projects__type"><span>{card.status}</span></div></div></a>'
    )


def _pager(site: Site, here: int, last: int) -> str:
    """Write page numbers. A clamped portal goes on offering a next page after its last."""
    numbers = "".join(_pager_item("", n, str(n)) for n in range(1, last + 1))
    more = _pager_item(" pagination__item--next", here + 1, "›")
    return f'<ul class="pagination">{numbers}{more if here < last or site.clamped else ""}</ul>'


def _pager_item(extra: str, number_: int, text: str) -> str:
    return (
        f'<li class="pagination__item{extra}"><a class="pagination__link" '
        f'href="/public/application/cards?page={number_}">{text}</a></li>'
    )
