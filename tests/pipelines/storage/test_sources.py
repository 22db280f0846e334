from typing import Any

from crawler.sources import Source
from pipelines.storage.sources import set_enabled


def test_a_source_is_disabled_and_stays_so_when_it_is_declared_again(desk: Any) -> None:
    source = Source(id="vestnik", home_url="https://vestnik.example", title="Новый вестник")
    set_enabled(desk.path, [source], on=False)
    desk.writer.declare([source])
    assert (desk.row("sources")["enabled"], desk.row("sources")["title"]) == (0, "Новый вестник")
    set_enabled(desk.path, [source], on=True)
    assert desk.row("sources")["enabled"] == 1
