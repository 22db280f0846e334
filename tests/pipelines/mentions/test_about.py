"""A region is spoken of where its name stands, in any case; an adjective names none."""

import pytest

from pipelines.lemmas import lemmatise
from pipelines.mentions.about import regions_in


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Дорогу в Тверской области починили", ["RU-TVE"]),
        ("Из Ямало-Ненецкого автономного округа", ["RU-YAN"]),
        ("Тульская область и Карелия, снова Карелия", ["RU-KR", "RU-TUL"]),
        ("Псковский завод на Московской улице", []),
        ("Язык саха учат в школе", []),
    ],
)
def test_regions_of_a_text(text: str, codes: list[str]) -> None:
    assert regions_in(lemmatise(text)) == codes
