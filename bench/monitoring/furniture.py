"""What differs at each visit and says nothing: counters, tickers, rates, ads, session ids."""

import hashlib
from datetime import datetime

from bench.monitoring.model import Site

_ADS = ("Окна со скидкой", "Доставка воды на дом", "Курсы вождения", "Ремонт обуви у вокзала")
_TICKER = ("Ветер до 12 м/с", "На трассе ремонт", "В парке открыт каток", "Паром ходит по часам")


def number(site: Site, moment: datetime, what: str, below: int) -> int:
    """Give a number that differs from moment to moment, the same in each replay."""
    seed = f"{site.host}/{moment.isoformat()}/{what}".encode()
    return int.from_bytes(hashlib.blake2b(seed, digest_size=6).digest()) % below


def head_furniture(site: Site, moment: datetime) -> str:
    """Write what stands above a page's own text."""
    parts = [f'<a href="/{session(site, moment, "?")}">Главная</a>']
    if "currency" in site.noise:
        dollar, euro = (number(site, moment, name, 3_000) for name in ("usd", "eur"))
        parts.append(f'<div class="rates">$ {75 + dollar / 100:.2f} € {85 + euro / 100:.2f}</div>')
    if "ticker" in site.noise:
        line = _TICKER[number(site, moment, "ticker", len(_TICKER))]
        parts.append(f'<div class="ticker">{moment:%H:%M} {line}</div>')
    return f"<nav>{''.join(parts)}</nav>"


def foot_furniture(site: Site, moment: datetime) -> str:
    """Write what stands below it."""
    parts = ["<p>Все права защищены</p>"]
    if "online" in site.noise:
        parts.append(f"<p>Сейчас на сайте: {number(site, moment, 'online', 900)}</p>")
    return f"<footer>{''.join(parts)}</footer>"


def advert(site: Site, moment: datetime) -> str:
    """Write the advertisement in the midst of a text, or nothing."""
    if "ads" not in site.noise:
        return ""
    which = number(site, moment, "ad", len(_ADS))
    return f'<div class="ad"><a href="/ads/{which}">{_ADS[which]}</a></div>'


def views(site: Site, moment: datetime, path: str) -> str:
    """Write a page's counter, or nothing. It grows with each hour."""
    if "views" not in site.noise:
        return ""
    count = int(moment.timestamp()) // 3_600 % 100_000 + number(site, moment, path, 90)
    return f'<span class="article__views">Просмотров: {count}</span>'


def session(site: Site, moment: datetime, mark: str) -> str:
    """Give the session id that a site hangs on its own links, or nothing."""
    if "session" not in site.noise:
        return ""
    return f"{mark}PHPSESSID={number(site, moment, 'session', 16**12):012x}"
