"""Regions are known by every name that portals write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.regions import codes, region_code

WRITTEN = {
    "Псковская область": "RU-PSK",
    "обл. Псковская": "RU-PSK",
    "ПСКОВСКАЯ\u00a0ОБЛ": "RU-PSK",
    "Пcковская oбласть": "RU-PSK",
    "г. Москва": "RU-MOW",
    "город федерального значения Москва": "RU-MOW",
    "Московская область": "RU-MOS",
    "г. Санкт-Петербург": "RU-SPE",
    "Республика Саха (Якутия)": "RU-SA",
    "Саха /Якутия/ Респ": "RU-SA",
    "Респ. Алтай": "RU-AL",
    "Алтайский край": "RU-ALT",
    "Кемеровская область — Кузбасс": "RU-KEM",
    "Кемеровская область": "RU-KEM",
    "Ханты-Мансийский автономный округ — Югра": "RU-KHM",
    "Ханты-Мансийский АО - Югра": "RU-KHM",
    "Ямало-Ненецкий автономный округ": "RU-YAN",
    "Ненецкий а.о.": "RU-NEN",
    "Чувашская Республика — Чувашия": "RU-CU",
    "Республика Северная Осетия – Алания": "RU-SE",
    "Кабардино-Балкарская Республика": "RU-KB",
    "Еврейская автономная область": "RU-YEV",
    "Республика Крым": "UA-43",
    "г. Севастополь": "UA-40",
    "RU-PSK": "RU-PSK",
}


@pytest.mark.parametrize(("name", "code"), WRITTEN.items())
def test_a_name_gives_its_code(name: str, code: str) -> None:
    assert region_code(name) == code


def test_there_are_as_many_as_the_constitution_names() -> None:
    assert len(codes()) == 89
    assert sum(code.startswith("RU-") for code in codes()) == 83, "those that ISO has under RU"


@pytest.mark.parametrize(
    "name",
    ["", "область", "г.", "Российская Федерация", "Псков", "Атлантида", "RU-XXX", "Алтайская"],
)
def test_what_names_no_region_is_unknown(name: str) -> None:
    assert region_code(name) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert region_code(text) in {None, *codes()}
