"""A replica of fondpotanin.ru: Bitrix, contests in a sitemap of their own, dates in a schedule."""

from html import escape

from dozor.world.calls import Call, words
from dozor.world.feeds import urlset
from dozor.world.replies import Reply, xml
from dozor.world.sites.call_site import CallSite, document, prose
from dozor.world.sites.site import Pages

_NAME = "Фонд Потанина"
_ITEM = '<li class="schedule__item"><h3 class="schedule__item-caption">{}</h3><p>{}</p></li>'


class FondPotanin(CallSite):
    """Contests `/competitions/<slug>/`, each with captions and dates."""

    id = "fondpotanin"
    host = "fondpotanin.ru"

    def path(self, call: Call) -> str:
        """Give the path of a contest."""
        return f"/competitions/{call.slug}/"

    def lists(self, day: int) -> Pages:
        """Give the sitemap of contests."""
        found = [(self.url(self.path(call)), None) for call in self.calls(day)]
        return {"/sitemap-iblock-competitions.xml": xml(urlset(found))}

    def call_page(self, call: Call, day: int) -> Reply:
        """Give a contest with its schedule, in which other dates stand as well."""
        assert call.opens is not None
        taken = f"{words(call.opens)} – {words(call.closes)}"
        items = _ITEM.format("Прием заявок", taken) + _ITEM.format("Итоги", "летом")
        text = f'<div class="contest__info">{prose(call)}</div>'
        size = f"<p><b>Размер гранта:</b> {call.size}</p>"
        inner = f'<h1>{escape(call.title)}</h1>{text}{size}<ul class="schedule">{items}</ul>'
        return document(call.title, f"<main>{inner}</main>", site=_NAME, day=day)
