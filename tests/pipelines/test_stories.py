"""One story is one text in several papers, cut short or headed anew."""

from pipelines.stories import marks, same_story

TEXT = (
    "На берегу озера открыли мастерскую, где дети учатся делать лодки из старых досок. "
    "Инструменты собрали всем селом, а верстаки привёз колхоз, который закрылся ещё до них. "
    "Первую лодку спустят на воду в мае, её назовут именем школьной кошки, пообещали ребята. "
    "Осенью мастера хотят пройти на вёслах до соседней деревни и вернуться до первых льдин."
)
OTHER = (
    "Городской трамвай сменил маршрут из-за ремонта моста, объезд продлится до конца осени. "
    "Пассажирам советуют выходить раньше и пересаживаться на автобус, который пустят чаще. "
    "Ремонт обойдётся в сумму, о которой депутаты спорили всю зиму и не договорились до марта. "
    "Вагоны на это время поставят в старое депо, где когда-то держали лошадей для конки."
)


def test_a_text_taken_over_and_headed_anew_is_one_story() -> None:
    assert same_story(("Дети строят лодки", TEXT), ("Лодку назовут именем кошки", TEXT[:280]))
    assert marks("Дети строят лодки", TEXT) & marks("Лодку назовут именем кошки", TEXT)


def test_another_text_is_another_story() -> None:
    assert not same_story(("Дети строят лодки", TEXT), ("Трамвай сменил маршрут", OTHER))


def test_a_long_headline_word_for_word_is_one_story() -> None:
    title = "В селе у озера дети построили лодку"
    assert same_story((title, TEXT), (title, OTHER))
    assert not same_story(("Погода на завтра", TEXT), ("Погода на завтра", OTHER))


def test_a_few_words_prove_nothing() -> None:
    assert not same_story(("Коротко", "Мост открыли утром."), ("О мосте", "Мост открыли утром."))
