"""The markup of the world's grant portal: a card, and a page of the listing."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from html import escape
from itertools import cycle
from typing import Protocol
from urllib.parse import urlencode

from dozor.world.markup import fill, paragraphs, references
from dozor.world.noise import draw, views
from dozor.world.sites.grant_cards import STATUS_TEXTS, Card, is_sum

Labelled = list[tuple[str, str]]

UNICODE_HOST = "президентскиегранты.рф"
HOST = UNICODE_HOST.encode("idna").decode()
LISTING = "/public/application/cards"
CARD = "/public/application/item"

_COFINANCING = "\N{LATIN CAPITAL LETTER C}офинансирование"
_TOTAL = "Общая сумма расходов на реализацию проекта\N{NO-BREAK SPACE}"
_DISBURSED = "Перечислено Фондом на реализацию проекта\N{NO-BREAK SPACE}"
_SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_FIRST_FACTS = 5
_TOKEN = 40


class Named(Protocol):
    """What a page says of its portal."""

    title: str
    host: str


def card_page(card: Card, day: int, portal: str) -> str:
    """Give the page of an application at a portal of that name."""
    facts, money = _facts(card), _money(card)
    if "shuffled" in card.quirks:
        facts, money = [*facts[3:], *facts[:3]], money[::-1]
    html = fill(
        "president_grants",
        title=escape(card.title),
        status=STATUS_TEXTS[card.status],
        first_facts=_fact_items(facts[:_FIRST_FACTS]),
        last_facts=_fact_items(facts[_FIRST_FACTS:]),
        money=_money_items(card, money),
        sections=_sections(card),
        contacts=_contacts(card),
        token=_token(card.number, day),
        views=views(card.number, day),
        portal=escape(portal),
    )
    return references(html) if "references" in card.quirks else html


def listing_page(
    found: list[Card], numbers: range, asked: Mapping[str, list[str]], day: int, portal: Named
) -> str:
    """Give a page of the listing: its cards, links to all pages, the words searched for."""
    rows = "\n".join(_row(card, place, portal.host) for place, card in enumerate(found))
    kept = [(name, value) for name, values in asked.items() for value in values if name != "page"]
    return fill(
        "president_grants_list",
        search=escape("".join(asked.get("searchstring", []))),
        rows=rows,
        pager="\n".join(_page_link(number, kept) for number in numbers),
        token=_token("list", day),
        views=draw("visitors", day, 5000),
        portal=escape(portal.title),
    )


def _facts(card: Card) -> Labelled:
    direction = card.direction_name
    if "double_space" in card.quirks:
        direction = direction.replace(", ", ",  ", 1)
    rating = [("Рейтинг заявки", card.rating)] if card.won and card.rating else []
    return [
        ("Конкурс", card.contest),
        ("Грантовое направление", direction),
        *rating,
        ("Номер заявки", card.number),
        ("Дата подачи", f"{card.submitted:%d.%m.%Y}"),
        ("Сроки реализации", " - ".join(_dotted(day) for day in card.period)),
        ("Организация", card.organisation),
        ("ИНН", card.inn),
        ("ОГРН", card.ogrn),
        *card.facts.items(),
    ]


def _money(card: Card) -> Labelled:
    granted = [
        ("Размер гранта", card.awarded),
        (_COFINANCING, card.cofinancing),
        (_DISBURSED, card.disbursed),
        (_TOTAL, card.total),
    ]
    asked = [
        ("Запрашиваемая сумма", card.requested),
        (_COFINANCING, card.cofinancing),
        (_TOTAL, card.total),
    ]
    return [(label, text) for label, text in (granted if card.won else asked) if text]


def _fact_items(facts: Labelled) -> str:
    return "\n".join(
        '<li class="winner-info__list-item">'
        f'<span class="winner-info__list-item-title">{label}</span>'
        f'<span class="winner-info__list-item-text">{escape(text)}</span></li>'
        for label, text in facts
    )


def _money_items(card: Card, money: Labelled) -> str:
    return "\n".join(
        '<li class="circle-bar__info-item">'
        f'<span class="circle-bar__info-item-title">{label}</span>'
        f'<span class="circle-bar__info-item-number">{_sum(card, text, space)}</span></li>'
        for (label, text), space in zip(money, cycle(_SPACES), strict=False)
    )


def _sum(card: Card, text: str, space: str) -> str:
    if not is_sum(text):
        return escape(text)
    sign = "" if "bare_sums" in card.quirks else f'{space}<span class="rubl">₽</span>'
    return text.replace(" ", space) + sign


def _sections(card: Card) -> str:
    return "\n".join(
        [
            _section("summary", "Краткое описание", "".join(paragraphs(card.summary))),
            _section("aims", "Цель", _numbered(card.aims)),
            _section("tasks", "Задачи", _numbered(card.tasks)),
            _section("social", "Обоснование социальной значимости", _text(card.social)),
            _section("geography", "География проекта", _text((card.geography,))),
            _section("target", "Целевые группы", _numbered(card.targets)),
        ]
    )


def _section(name: str, heading: str, inside: str) -> str:
    return (
        f'<div class="winner__details-box js-ancor-box" id="winner-{name}">'
        f'<h2 class="winner__details-title">{heading}</h2>{inside}</div>'
    )


def _text(sources: tuple[str, ...]) -> str:
    return "".join(paragraphs(sources))


def _numbered(points: tuple[str, ...]) -> str:
    return "<ol>" + "".join(f"<li>{escape(point)}</li>" for point in points) + "</ol>"


def _contacts(card: Card) -> str:
    address = f'<span class="winner__details-contacts-item">{escape(card.address)}</span>'
    if card.website is None:
        return address
    href = "#" if card.website == "нет" else card.website
    kind = "winner__details-contacts-item winner__details-contacts-item--link"
    return f'{address}\n<a class="{kind}" href="{href}">{card.website}</a>'


def _row(card: Card, place: int, host: str) -> str:
    """Give a card's row; the kind of sum is told by no label here."""
    rating = f"<span>Рейтинг заявки</span><span>{card.rating}</span>" if card.won else ""
    asked = card.awarded if card.won else card.requested
    granted = f'<div class="projects__price projects__price--fond">{card.awarded} ₽</div>'
    return (
        f'<a href="{_link(card, place, host)}"><div class="table__row cards-item-row">'
        f'<div class="projects__title">{escape(card.title)}</div>'
        f'<div class="contest">{card.contest}</div>'
        f'<div class="direction">{card.direction_name}</div>'
        f'<div class="projects__price">{asked} ₽</div>{granted if card.won else ""}'
        f'<div class="projects__descr"><div>{card.region}</div>'
        f'<div class="projects__str-no-wrap">{card.number} {card.submitted:%d.%m.%Y}</div></div>'
        f'<div class="projects__type"><span>{STATUS_TEXTS[card.status]}</span></div>'
        f'<div class="projects__type-rate">{rating}</div></div></a>'
    )


def _link(card: Card, place: int, host: str) -> str:
    """Write a card's address in one of the ways in which the portal's pages write it."""
    ways = (
        f"{CARD}?id={card.guid}",
        f"{CARD}?id={card.guid.upper()}",
        f"https://{host}{CARD}?id={card.guid}",
        f"http://{host.encode().decode('idna')}{CARD}?id={card.guid.upper()}",
        f"{CARD}?id={card.guid}&amp;from=cards",
    )
    return ways[place % len(ways)]


def _page_link(number: int, kept: list[tuple[str, str]]) -> str:
    query = urlencode([("page", str(number)), *kept])
    link = f'<a class="pagination__link" href="{LISTING}?{escape(query)}">{number}</a>'
    return f'<li class="pagination__item">{link}</li>'


def _token(seed: str, day: int) -> str:
    return sha256(f"{seed}/{day}".encode()).hexdigest()[:_TOKEN]


def _dotted(day: str) -> str:
    return f"{date.fromisoformat(day):%d.%m.%Y}"
