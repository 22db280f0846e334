"""A replica of fondtimchenko.ru: open contests and those that are over in lists of their own."""

from html import escape

from dozor.world.calls import Call
from dozor.world.replies import Reply
from dozor.world.sites.call_site import CallSite, document, prose
from dozor.world.sites.site import Pages

_NAME = "Фонд Тимченко"
_SECTIONS = ("programs", "ready", "archive")
_OTHERS = (
    "<h2>Другие конкурсы фонда</h2>"
    "<p><b>Организатор:</b> Другой фонд</p><p>Приём заявок скоро начнётся</p>"
    "<p>Дедлайн: 30 декабря 2026 года</p>"
)


class FondTimchenko(CallSite):
    """Menu, cookie bar and the box of other contests lie inside `main`."""

    id = "fondtimchenko"
    host = "fondtimchenko.ru"

    def path(self, call: Call) -> str:
        """Give the path of a contest in its section."""
        return f"/contests/{call.slug}/"

    def lists(self, day: int) -> Pages:
        """Give the three sections."""
        return {f"/contests/{name}/": self._section(name, day) for name in _SECTIONS}

    def call_page(self, call: Call, day: int) -> Reply:
        """Give a contest: its state as a phrase, its deadline in the running text."""
        taken = "принимались" if "завершён" in (call.status or "") else "принимаются"
        inner = (
            f"<main>{_menu()}<div>Сайт использует файлы cookie</div><h1>{escape(call.title)}</h1>"
            f"<p>{call.status}</p><p><b>Организатор:</b> {escape(call.organiser or '')}</p>"
            f"<p><b>Кто может участвовать:</b> {escape(call.audience or '')}</p>{prose(call)}"
            f"<p>{self._deadline(call, taken)}</p>{_OTHERS}</main>"
        )
        return document(call.title, inner, site=_NAME, day=day)

    def body(self, call: Call) -> str:
        """Give the text with the sentence of the deadline."""
        taken = "принимались" if "завершён" in (call.status or "") else "принимаются"
        return "\n".join([*call.text, self._deadline(call, taken)])

    def _deadline(self, call: Call, taken: str) -> str:
        return f"Заявки {taken} {call.deadline}."

    def _section(self, name: str, day: int) -> Reply:
        listed = [call for call in self.calls(day) if call.slug.startswith(name)]
        links = "".join(
            f'<li><a href="{self.path(call)}">{escape(call.title)}</a></li>' for call in listed
        )
        inner = f"<main>{_menu()}<h1>Конкурсы</h1><ul>{links}</ul></main>"
        return document(name, inner, site=_NAME, day=day)


def _menu() -> str:
    links = "".join(f'<a href="/contests/{name}/">{name}</a>' for name in _SECTIONS)
    return f"<nav>{links}</nav>"
