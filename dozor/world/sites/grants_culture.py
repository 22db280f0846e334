"""A replica of grants.culture.ru: Bitrix, its list continued by a script, facts under labels."""

from html import escape

from dozor.world.calls import Call
from dozor.world.replies import Reply, Request, page
from dozor.world.sites.call_site import CallSite, document, prose
from dozor.world.sites.site import Pages

_PER_PAGE = 3
_NAME = "Гранты культуры"


class GrantsCulture(CallSite):
    """Pages beyond the end of the list are its last page again, as Bitrix answers."""

    id = "grants_culture"
    host = "grants.culture.ru"

    def path(self, call: Call) -> str:
        """Give the path of a card."""
        return f"/grants/{call.slug}/"

    def lists(self, day: int) -> Pages:
        """Give the pages of the list."""
        numbers = range(1, self._last(day) + 1)
        return {f"/grants/?PAGEN_2={n}&ajax_load=Y": self._list(n, day) for n in numbers}

    def answer(self, request: Request, day: int) -> Reply:
        """Answer beyond the end with the last page."""
        number = request.target.partition("PAGEN_2=")[2].partition("&")[0]
        if number.isdecimal() and int(number) > self._last(day):
            return self._list(self._last(day), day)
        return super().answer(request, day)

    def call_page(self, call: Call, day: int) -> Reply:
        """Give a card; labels stand in another order on every other one."""
        facts = [
            ("Статус", call.status),
            ("Дата окончания приема заявок", call.closes.strftime("%d.%m.%Y")),
            ("Регион", ", ".join(call.regions)),
            ("Размер", call.size),
            ("Категория соискателя", call.audience),
        ]
        shown = facts[::-1] if int(call.slug) % 2 else facts
        rows = "".join(_row(label, value or "") for label, value in shown)
        inner = f'<main><h1>{escape(call.title)}</h1><div class="grand_info">{rows}</div>'
        return document(call.title, f"{inner}{prose(call)}</main>", site=_NAME, day=day)

    def _last(self, day: int) -> int:
        return -(-len(self.calls(day)) // _PER_PAGE)

    def _list(self, number: int, day: int) -> Reply:
        shown = self.calls(day)[_PER_PAGE * (number - 1) : _PER_PAGE * number]
        return page("\n".join(_box(call.title, self.path(call)) for call in shown))


def _row(label: str, value: str) -> str:
    left, right = '<div class="grand_info__left">', '<div class="grand_info__right">'
    return f"<div>{left}{label}</div>{right}{escape(value)}</div></div>"


def _box(title: str, path: str) -> str:
    link = f'<a href="{path}">{escape(title)}</a>'
    return f'<div class="grantBox"><div class="grantBox__title">{link}</div></div>'
