"""Field by field: which evidence is believed, and which never."""

import json
from pathlib import Path

import pytest

from crawler.extraction import extract_article
from crawler.items import RawArticle
from crawler.sources import Selectors, Source

URL = "https://paper.example/society/otkrylas-biblioteka.html"
TITLE = "Открылась библиотека"
TEXT = "В городе открылась библиотека с читальным залом на сто мест и детским уголком."
MORE = "Книги для неё собирали всем городом, и набралось их больше девяти тысяч."


def article(
    body: str = f"<p>{TEXT}</p><p>{MORE}</p>",
    *,
    head: str = "",
    between: str = "",
    before: str = "",
    after: str = "",
    url: str = URL,
    source: Source | None = None,
) -> RawArticle:
    markup = (
        f"<!DOCTYPE html><html><head><title>{TITLE} | Газета</title>{head}</head><body>{before}"
        f"<div><h1>{TITLE}</h1>{between}<div class='b'>{body}</div></div>{after}</body></html>"
    )
    return extract_article(markup.encode(), url, source=source)


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


META = '<meta property="article:published_time" content="2024-05-02T10:00:00+03:00">'
JSON = ld(url=URL, datePublished="2024-05-01T09:00:00+03:00")
SITE_NAME = '<meta property="og:site_name" content="Газета">'
WHEN = "<i class='when'>4 мая 2024</i>"
LINKED = "<ul><li>24.04.2024 <a href='/x'>Совсем другая новость о другом деле</a></li></ul>"
COMMENT = (
    "<div itemscope itemtype='http://schema.org/Comment'>"
    "<meta itemprop='datePublished' content='2024-01-01'></div>"
)
OTHER = (
    "<div itemscope itemtype='http://schema.org/NewsArticle'><b itemprop='headline'>Иное</b>"
    "<meta itemprop='datePublished' content='2024-01-01'></div>"
)
MICRO = '<meta itemprop="datePublished" content="2024-05-03">'
SOURCE = Source(
    id="paper",
    home_url="https://paper.example/",
    title="Газета",
    selectors=Selectors(
        published=(".when",), title=(".t::text", "h1"), body=(".none", "xpath://div[@class='b']")
    ),
)


@pytest.mark.parametrize(
    ("found", "origin", "raw"),
    [
        ({"between": WHEN, "head": META + JSON, "source": SOURCE}, "own", "4 мая 2024"),
        ({"between": WHEN, "head": META + JSON}, "json-ld", "2024-05-01T09:00:00+03:00"),
        ({"between": MICRO, "head": META}, "opengraph", "2024-05-02T10:00:00+03:00"),
        ({"between": MICRO + WHEN}, "microdata", "2024-05-03"),
        ({"between": WHEN, "url": "https://paper.example/2024/05/09/a"}, "head", "4 мая 2024"),
        ({"url": "https://paper.example/2024/05/09/a"}, "address", "2024-05-09"),
        ({"url": "https://paper.example/20240509/a-1.html"}, "address", "2024-05-09"),
        ({"url": "https://paper.example/news/2024/05/slug"}, "address", "2024-05"),
    ],
)  # fmt: skip
def test_the_date_by_its_best_evidence(found: dict, origin: str, raw: str) -> None:  # type: ignore[type-arg]
    read = article(**found)
    assert (read.published, read.origins["published"]) == (raw, origin)


@pytest.mark.parametrize(
    "between",
    [
        "<div><span>13:47, 24 декабря 2021</span></div>",
        "<time datetime='2021-12-24T13:47:00+09:00'>24 декабря</time>",
        "<p>Опубликовано: 24.12.2021 13:47</p>",
        "<div><a href='/s'>Общество</a> <span>24.12.2021 в 13:47</span> <b>15</b></div>",
        "<div>18:5517.11.2024</div>",
        "<div>Вчера, 18:55</div>",
        "<p>Читальный зал на сто мест ждёт горожан каждый день.</p><div>12 мая 2024</div>",
        "<div>21 февраля 2026 г. 18:48</div><div>Фото: архив</div>",
        "<div>22.12.2021 22:10|ПсковКомментариев: 0</div>",
    ],
)
def test_a_date_between_headline_and_text(between: str) -> None:
    read = article(between=between)
    assert read.published
    assert read.origins["published"] == "head"
    assert read.body == f"{TEXT}\n{MORE}"


@pytest.mark.parametrize(
    "where",
    [
        {"between": "<div><b>24 апреля</b><ul><li>$ 93,29</li></ul></div>"},
        {"between": LINKED},
        {"between": "<div>С 22 по 25 декабря 2024 года</div>"},
        {"between": "<div>Дата проведения: 25.12.2024</div>"},
        {"between": "<div>14:20</div>"},
        {"before": "<div>24 апреля 2024</div>"},
        {"after": "<div><h3>Комментарии</h3><p>24.04.2024</p></div>"},
        {"after": COMMENT},
        {"after": OTHER + OTHER},
        {"body": f"<p>24 апреля 2024 года {TEXT}</p><p>{MORE}</p><p>25 апреля 2024 года.</p>"},
        {"head": ld(url="https://paper.example/other", datePublished="2020-01-01")},
        {"head": ld(headline="Совсем другая новость", datePublished="2020-01-01")},
        {"head": ld(datePublished="2020-01-01").replace("NewsArticle", "WebSite")},
        {"head": "<script type='application/ld+json'>{broken</script>"},
        {"head": "<meta property='article:published_time' content=''>"},
        {"head": "<meta property='article:published_time' content='недавно'>"},
    ],
)  # fmt: skip
def test_no_other_date_is_the_date_of_publication(where: dict) -> None:  # type: ignore[type-arg]
    assert article(**where).published is None


def test_a_sentence_before_the_date_is_the_lead() -> None:
    lead = "Читальный зал на сто мест ждёт горожан каждый день."
    between = f"<p>{lead}</p><div>12 мая 2024</div>"
    read = article(between=between)
    assert (read.lead, read.origins["lead"]) == (lead, "structure")
    assert article(between=between, head='<meta name="description" content="Иное">').lead == "Иное"


def test_an_update_is_kept_apart_from_the_publication() -> None:
    read = article(between="<div>11:35 22.10.2025 (обновлено: 12:40 22.10.2025)</div>")
    assert (read.published, read.modified) == ("11:35 22.10.2025", "12:40 22.10.2025")


def test_json_ld_in_a_graph_in_comments_with_commas_too_many() -> None:
    text = (
        '<script type="application/ld+json">\n<!--\n{"@graph": [{"@type": "WebPage"}, '
        '{"@type": ["NewsArticle"], "headline": "' + TITLE + '", "datePublished": "2024-05-01", '
        '"keywords": "книги, город", "image": [{"url": "/a.jpg"}], '
        '"author": {"name": "Пётр Выдуманный"}, "articleSection": ["Культура"],}]}\n-->\n</script>'
    )
    read = article(head=text)
    assert read.published == "2024-05-01"
    assert (read.tags, read.section) == (("книги", "город"), "Культура")
    assert (read.authors, read.image_url) == (("Пётр Выдуманный",), "https://paper.example/a.jpg")


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("", f"<h1>{TITLE}</h1>"),
        ("", f"<h1>Газета</h1><h1> {TITLE}\u00a0</h1>"),
        (f'{SITE_NAME}<meta property="og:title" content="{TITLE} — Газета">', ""),
        (f'<meta property="og:title" content="{TITLE} | Новости | Газета">', "<h2>Иное</h2>"),
        ("", ""),
    ],
)
def test_the_title_has_no_name_of_the_site(head: str, heading: str) -> None:
    markup = (
        f"<html><head><title>{TITLE} | Газета</title>{head}</head><body><div>{heading}"
        f"<p>{TEXT}</p><p>{MORE}</p></div></body></html>"
    )
    assert extract_article(markup.encode(), URL).title == TITLE


def test_a_dash_in_a_title_is_no_site() -> None:
    markup = (
        f"<title>Поезд Псков - Витебск: первый рейс</title><body><p>{TEXT}</p><p>{MORE}</p></body>"
    )
    assert extract_article(markup.encode(), URL).title == "Поезд Псков - Витебск: первый рейс"


FURNITURE = [
    "Читайте также", "Читайте нас на Дзене", "Подписывайтесь на наш Telegram-канал «Газета»",
    "Присоединяйтесь к нам в соцсетях", "Поделиться", "Поделиться в соцсетях:",
    "Фото: архив редакции",
    "Источник фото: пресс-служба", "Текст:", "Ключевые слова", "Теги: книги, город",
    "Версия для печати", "Сообщить об опечатке",
    "Текст, который будет отправлен нашим редакторам:",
    "Если вы нашли ошибку, выделите её и нажмите Ctrl+Enter",
    "Запись Открылась библиотека впервые появилась Газета.",
    "Сообщение Открылась библиотека появились сначала на Газета.",
    "При использовании материала гиперссылка обязательна", "$ 93,29", "USD90,9239", "16+",
    "Рейтинг@Mail.ru", "Количество просмотров: 154", "+1 0", "+10+12+10", "Реклама",
    "Реклама. ООО «Ромашка». erid: 2Vtzqx", "ООО «Ромашка», ИНН 7700000000. erid: 2Vtzqx",
    "Реклама. ООО «Ромашка», romashka.example", "Социальная реклама", "Просмотров: 1 204",
    "1 204 просмотра", "Прочитали: 37", "Сейчас на сайте: 154", "Время чтения: 2 минуты",
]  # fmt: skip


@pytest.mark.parametrize("phrase", FURNITURE)
@pytest.mark.parametrize("tag", ["p", "div", "span"])
def test_furniture_is_cut_out_of_the_body(phrase: str, tag: str) -> None:
    inserted = f"<{tag}>{phrase}</{tag}>"
    body = f"{inserted}<p>{TEXT}</p>{inserted}<p>{MORE}</p>{inserted}"
    assert article(body).body == f"{TEXT}\n{MORE}"
    assert article(body, source=SOURCE).body == f"{TEXT}\n{MORE}"


@pytest.mark.parametrize(
    "real",
    [
        "Фотографии https://example.org/albom",
        "Фото семьи Ивановых нашлось в архиве только весной.",
        "Ранее мы сообщали об открытии школы.",
        "Напомним, ранее в городе открыли школу.",
        "Текст обращения опубликован на сайте.",
        "Комментарии экспертов мы публикуем полностью.",
        "Подписывайтесь под обращением до пятницы, просят жители.",
        "Телефон: +7 (811) 200-00-00",
        "Поделиться воспоминаниями может каждый житель города.",
        "Реклама на остановках исчезнет к осени.",
        "Просмотров у записи концерта больше, чем жителей в районе.",
    ],
)
def test_real_paragraphs_stay(real: str) -> None:
    body = f"<p>{TEXT}</p><p>{real}</p><p>{MORE}</p><p>{real}</p>"
    for source in (None, SOURCE):
        assert article(body, source=source).body == f"{TEXT}\n{real}\n{MORE}\n{real}"


@pytest.mark.parametrize(
    "classes",
    ["ya-share2", "addtoany_share_save_container", "sharedaddy", "jp-relatedposts", "yarpp-related",
     "crp_related", "mistape_caption", "pageviews-wrapper", "pvc_stats", "code-block code-block-3",
     "kk-star-ratings", "post-views", "news-detail-share", "yashare-auto-init"],
)  # fmt: skip
def test_furniture_is_known_by_its_class(classes: str) -> None:
    box = (
        f'<div class="{classes}"><p>Здесь стоит что-то, что к заметке не относится вовсе.</p></div>'
    )
    assert article(f"<p>{TEXT}</p>{box}<p>{MORE}</p>{box}").body == f"{TEXT}\n{MORE}"


ADVERTS = [
    '<div class="ad"><a href="/ads/{n}">Окна номер {n}</a></div>',
    '<div class="x1"><a href="/go?{n}"><img src="/a{n}.gif"> Вода на дом за {n} часов</a></div>',
    '<a href="/go?{n}">Вода на дом за {n} часов</a>',
    '<div class="adv-block"><p>Ремонт обуви у вокзала, скидка {n} %</p></div>',
    '<div class="smi24__informer"><a href="/1">Тайна {n}</a><a href="/2">Ещё {n}</a></div>',
    '<div id="yandex_rtb_R-A-{n}"><span>Скидка {n} %</span></div>',
    '<ins class="adsbygoogle"></ins><iframe src="/ad/{n}">Ремонт {n}</iframe>',
    '<p class="counter">{n}</p><p>Просмотров: {n}</p>',
    '<div class="rates">$ 9{n},10 € 10{n},20</div><div class="ticker">Паром отменён {n}</div>',
    '<section><h3>Читайте также</h3><a href="/{n}">Совсем другая новость {n}</a></section>',
]


@pytest.mark.parametrize("advert", ADVERTS)
def test_what_turns_at_each_visit_is_not_the_articles_text(advert: str) -> None:
    seen = set()
    for number in (1, 7):
        turning = advert.format(n=number)
        body = f"<p>{TEXT}</p>{turning}<p>{MORE}</p>{turning}<p>{TEXT}</p>{turning}"
        seen |= {article(body).body, article(body, source=SOURCE).body}
    assert seen == {f"{TEXT}\n{MORE}\n{TEXT}"}


def test_links_of_the_article_stay_in_its_text() -> None:
    links = (
        "<ul><li><a href='/1.pdf'>Положение о конкурсе</a></li></ul><p><a href='/2'>Заявка</a></p>"
    )
    read = article(f"<p>{TEXT}</p>{links}<p>{MORE}</p>").body
    assert read == f"{TEXT}\nПоложение о конкурсе\nЗаявка\n{MORE}"


def test_what_the_text_for_machines_lacks_and_looks_like_furniture_is_left_out() -> None:
    turning = "<p><a href='/go'>Вода на дом</a></p><div>Скидка до среды</div><h2>Что дальше</h2>"
    body = f"<p>{TEXT}</p>{turning}<p>{MORE}</p>"
    whole = f"{TEXT} {MORE}"
    assert (
        article(body, head=ld(headline=TITLE, articleBody=whole)).body
        == f"{TEXT}\nЧто дальше\n{MORE}"
    )


def test_a_text_for_machines_that_is_cut_short_leaves_nothing_out() -> None:
    body = f"<p>{TEXT}</p><p>{MORE}</p><p><a href='/2'>Заявка</a></p><p>{MORE}{TEXT}</p>"
    read = article(body, head=ld(headline=TITLE, articleBody=TEXT)).body
    assert read == f"{TEXT}\n{MORE}\nЗаявка\n{MORE}{TEXT}"


def test_hidden_text_scripts_and_captions_are_no_text() -> None:
    body = (
        f"<p>{TEXT}<script>var a = 'код';</script></p>"
        "<div style='display: none'>Скрыто от глаз.</div>"
        "<figure><img src='/a.jpg'><figcaption>Подпись под снимком зала.</figcaption></figure>"
        f"<p>{MORE}</p>"
        "<noscript>Включите скрипты.</noscript><p hidden>Тоже скрыто.</p>"
    )
    assert article(body).body == f"{TEXT}\n{MORE}"


def test_a_box_of_other_news_is_left_out_and_the_text_goes_on() -> None:
    box = (
        "<div><div>Новости по теме</div><a href='/1'>Школу тоже построят</a><br>"
        "<div><p>Краткое содержание совсем другой заметки о другом деле.</p></div></div>"
    )
    assert article(f"<p>{TEXT}</p>{box}<p>{MORE}</p>").body == f"{TEXT}\n{MORE}"


def test_an_article_cut_into_parts_is_joined() -> None:
    parts = (
        f"<div class='part'><p>{TEXT}</p><p>{TEXT}</p></div><div class='ad'>Реклама</div>"
        f"<div class='part'><p>{MORE}</p></div>"
    )
    assert article(parts).body == f"{TEXT}\n{TEXT}\n{MORE}"


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ("Текст: Анна Выдуманная", ("Анна Выдуманная",)),
        ("Автор: Анна Выдуманная, Пётр Небывалый", ("Анна Выдуманная", "Пётр Небывалый")),
        ("Фото: Анна Выдуманная", ()),
        ("Газета", ()),
        ("https://example.org/anna", ()),
    ],
)
def test_authors_are_names_alone(stated: str, authors: tuple[str, ...]) -> None:
    read = article(head=f'<meta name="author" content="{stated}">', source=SOURCE)
    assert read.authors == authors
    assert ("authors" in read.origins) == bool(authors)


def test_sections_and_tags_by_the_links_of_the_page() -> None:
    menu = "<header><a href='/culture/'>Культура</a><a href='/society/'>Общество</a></header>"
    tags = "<div>Теги: <a href='/tags/?tag=1'>#книги</a> <a href='/tags/?tag=2'>#город</a></div>"
    cloud = "<aside>" + "".join(f"<a href='/tag/{n}'>тег {n}</a>" for n in range(40)) + "</aside>"
    read = article(before=menu, after=tags + cloud)
    assert (read.section, read.tags) == ("Общество", ("книги", "город"))


def test_sakha_is_told_by_its_letters() -> None:
    sakha = "Бүгүн куоракка саҥа бибилэтиэкэ аһылынна, онно оҕолорго аналлаах ааҕар саала баар."
    assert article(f"<p>{sakha}</p><p>{sakha}</p>").language == "sah"
    assert article(f"<p>{TEXT} Өксөкүлээх улуса.</p><p>{MORE}{TEXT}{MORE}</p>").language == "ru"


def test_a_story_in_pictures_has_no_body() -> None:
    picture = (
        "<div itemprop='image' itemscope><img src='/a.jpg'></div><div itemprop='articleBody'></div>"
    )
    assert article(picture, head=META).body is None


@pytest.mark.parametrize("selector", ["div[", "xpath://*[", "::nothing", "xpath:count(//p)", ""])
def test_a_selector_that_is_none_finds_nothing(selector: str) -> None:
    source = Source(
        id="paper", home_url="https://paper.example/", selectors=Selectors(body=(selector,))
    )
    read = article(source=source)
    assert (read.body, read.origins["body"]) == (f"{TEXT}\n{MORE}", "structure")


def test_real_pages_of_five_days(shared: Path) -> None:
    for line in (shared / "data/pages/expected.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        body = (shared / "data/pages" / case["file"]).read_bytes()
        read = extract_article(body, case["url"])
        assert (read.published or "")[:10] == case["ground_truth"]["date"], case["url"]


LOGO = "<a href='/'><img alt='Районные вести' src='/logo.png'></a>"


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} - Районные вести",
        f"{TITLE} — Районные вести — Общество",
        f"{TITLE} | Новости района",
        f"{TITLE} :: Районные вести",
        TITLE,
    ],
)
def test_a_title_without_the_name_that_the_sites_logo_has(title: str) -> None:
    body = f"<div><p>{TEXT}</p><p>{MORE}</p></div>"
    page = f"<html><head><title>{title}</title></head><body>{LOGO}{body}</body></html>"
    read = extract_article(page.encode(), URL)
    assert (read.title, read.origins["title"]) == (TITLE, "title")


def test_a_headline_that_is_the_logo_is_none() -> None:
    logo = "<h1><a href='/'>Районные вести</a></h1>"
    body = f"<div><h2>{TITLE}</h2><p>{TEXT}</p><p>{MORE}</p></div>"
    page = f"<html><head><title>{TITLE}</title></head><body>{logo}{body}</body></html>"
    assert extract_article(page.encode(), URL).title == TITLE


def named(name: str) -> str:
    return f"<meta name='author' content='{name}'>"


@pytest.mark.parametrize(
    ("stated", "people"),
    [
        ("Авторы: Анна Речная, Пётр Полевой", ("Анна Речная", "Пётр Полевой")),
        ("Анна Речная / Газета", ("Анна Речная",)),
        ("Анна Речная, фото автора", ("Анна Речная",)),
        ("Фото: Пётр Полевой", ()),
        ("admin", ()),
        ("paper.example", ()),
    ],
)
def test_authors_are_people(stated: str, people: tuple[str, ...]) -> None:
    assert article(head=named(stated) + SITE_NAME).authors == people


def described(text: str, image: str = "/upload/2024/most.jpg") -> str:
    return (
        f'<meta property="og:description" content="{text}">'
        f'<meta property="og:image" content="{image}">'
    )


def test_what_a_site_states_on_every_page_is_no_lead_and_no_image() -> None:
    ours = article(head=described("Новая библиотека с детским уголком открылась в центре"))
    assert (ours.lead or "").startswith("Новая библиотека")
    assert ours.image_url == "https://paper.example/upload/2024/most.jpg"
    sites = article(head=described("Происшествия, политика, спорт и погода", "/img/logo.png"))
    assert (sites.lead, sites.image_url) == (None, None)
