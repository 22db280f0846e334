"""What narrows the listing of a portal on the Myrtex engine, as its search form sends it.

The names and values are those of the form's GET parameters, seen on the Presidential Grants Fund.
Regions, cities, directions and contests go by the portal's own numbers: nobody publishes a list.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

_NAMES = {
    "search": "SearchString",
    "region": "RegionId",
    "city": "AreaCityId",
    "direction": "ContestDirectionTenantId",
    "contest": "CompetitionId",
    "from": "DateFrom",
    "to": "DateTo",
}
_STATUSES = {
    "won": "победитель конкурса",
    "under_review": "на независимой экспертизе",
    "not_supported": "проект не получил поддержку",
}
_TERMS = {"normal": "IsNormalTermProjects", "long": "IsLongTermProjects"}
_DAYS = frozenset({"from", "to"})
_CHOICES = {"status": _STATUSES, "term": _TERMS}
KNOWN = (*_NAMES, *_CHOICES)
"""The names of filters, as people write them."""

Filter = tuple[str, str]


def read_filters(texts: Iterable[str]) -> tuple[Filter, ...]:
    """Read filters written as `name=value`. Raises ValueError, saying what is wrong with one.

    >>> read_filters(["status=won", "from=2025-02-01"])
    (('status', 'won'), ('from', '2025-02-01'))
    """
    return tuple(_read(text) for text in texts)


def filtered(listing: str, filters: Iterable[Filter]) -> str:
    """Give the address of a listing narrowed by filters.

    >>> filtered("https://fund.example/cards?page=1", [("region", "60")])
    'https://fund.example/cards?RegionId=60&page=1'
    """
    filters = tuple(filters)
    if not filters:
        return listing
    parts = urlsplit(listing)
    asked = [*_parameters(filters), *parse_qsl(parts.query)]
    return parts._replace(query=urlencode(asked)).geturl()


def search_address(listing: str) -> str:
    """Give the address at which a listing finds an application by its `{number}`.

    >>> search_address("https://fund.example/cards?page=1")
    'https://fund.example/cards?SearchString={number}'
    """
    return f"{urlsplit(listing)._replace(query='', fragment='').geturl()}?SearchString={{number}}"


def _read(text: str) -> Filter:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or name not in KNOWN or not value:
        known = ", ".join(f"{name}=…" for name in KNOWN)
        raise ValueError(f"no filter reads {text!r}; there are {known}")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise ValueError(f"{name} must be one of {', '.join(_CHOICES[name])}, not {value!r}")
    if name in _DAYS:
        _check_day(name, value)
    return name, value


def _check_day(name: str, value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{name} must be a day such as 2026-02-01, not {value!r}") from None


def _parameters(filters: Collection[Filter]) -> Iterator[tuple[str, str]]:
    chosen = {value for name, value in filters if name == "status"}
    for number, (status, text) in enumerate(_STATUSES.items() if chosen else ()):
        yield f"Statuses[{number}].Selected", str(status in chosen).lower()
        yield f"Statuses[{number}].Name", text
    for name, value in filters:
        if name == "term":
            yield _TERMS[value], "true"
        elif name in _DAYS:
            yield _NAMES[name], f"{date.fromisoformat(value):%d.%m.%Y}"
        elif name != "status":
            yield _NAMES[name], value
