"""Which text is believed: Russian pages by their shape, others as trafilatura reads them."""

import json

from crawler.extraction import extract_article
from crawler.extraction.agreement import f1
from crawler.extraction.body import best_body

URL = "https://paper.example/news/1.html"
RUSSIAN = "Мост через реку строили два года, и теперь дорога до школы стала вдвое короче."
ENGLISH = (
    "The bridge over the river took two years to build and makes the way to school shorter.",
    "Pupils were the first to cross it, and a fire engine with its siren on came after them.",
    "The head of the village thanked the builders and promised a new road to the station.",
)


def chosen(title: str, **texts: str) -> tuple[str, str] | None:
    return best_body(lambda name: texts.get(name.replace("-", "_"), ""), title)


def test_on_a_russian_page_marked_text_comes_before_its_shape() -> None:
    every = {"microdata": "а", "platform": "б", "structure": "в", "json_ld": "г"}
    assert chosen("Мост", **every, own="д") == ("own", "д")
    assert chosen("Мост", **every) == ("microdata", "а")
    assert chosen("Мост", structure="в", json_ld="г") == ("structure", "в")
    assert chosen("Мост", json_ld="г", trafilatura="е") == ("json-ld", "г")
    assert chosen("Мост") is None


def test_elsewhere_trafilatura_comes_first_unless_it_missed_most_of_what_the_page_states() -> None:
    said = " ".join(ENGLISH)
    assert chosen("Bridge", structure="x", trafilatura=said) == ("trafilatura", said)
    lost = chosen("Bridge", json_ld=said * 2, trafilatura="Sign in to read.")
    assert lost == ("json-ld", said * 2)
    assert chosen("Bridge", structure=said) == ("structure", said)


def test_an_english_page_is_read() -> None:
    text = "".join(f"<p>{line}</p>" for line in ENGLISH)
    page = (
        "<html lang='en'><head><title>A bridge was opened</title></head><body><article>"
        f"<h1>A bridge was opened</h1>{text}</article></body></html>"
    )
    raw = extract_article(page.encode(), URL)
    assert (raw.title, raw.language, raw.origins["body"]) == (
        "A bridge was opened", "en", "trafilatura",
    )  # fmt: skip
    assert raw.body == "\n".join(ENGLISH)  # the headline is none of it


def test_markup_and_entities_in_a_text_for_machines_are_taken_off() -> None:
    node = {
        "@type": "NewsArticle", "headline": "Мост &laquo;Северный&raquo; открыли",
        "articleBody": f"<p>{RUSSIAN}</p><p>Приехали&nbsp;гости.</p>",
    }  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    page = f"<html><head><title>Мост «Северный» открыли</title>{script}</head><body></body></html>"
    raw = extract_article(page.encode(), URL)
    assert (raw.title, raw.body) == ("Мост «Северный» открыли", f"{RUSSIAN}\nПриехали гости.")


def test_agreement_counts_words_as_often_as_they_stand() -> None:
    assert f1("", "") == 1
    assert f1("а б", "в г") == 0
    assert f1("а а б", "а б") == f1("а б", "а а б") == 0.8
