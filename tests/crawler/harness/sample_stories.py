"""Stories for sample sites: six to a site, each told in the site's own town."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECTIONS = {"obshchestvo": "Общество", "kultura": "Культура"}
TOWNS = ("Сосновке", "Берёзовке", "Ручьях", "Заречье", "Холмах", "Полянах", "Озёрках", "Луговом",
         "Каменке", "Ключах", "Ольховке", "Рябинках", "Липках")  # fmt: skip
_PLOTS = {
    "most": "Пешеходный мост через реку открыли в {}"
    "|Новый мост связал два берега и сократил дорогу до школы на сорок минут.",
    "biblioteka": "Сельскую библиотеку в {} обставили новой мебелью"
    "|Столы и полки собрали местные столяры, а книги привезли из области.",
    "avtobus": "Автобус до станции в {} будет ходить чаще"
    "|С понедельника рейсов станет десять, последний отправится в девять вечера.",
    "hor": "Народный хор из района победил на смотре в {}"
    "|Жюри отметило чистоту голосов и старинные костюмы, сшитые по рисункам бабушек.",
    "muzey": "Музей старых велосипедов готовят к открытию в {}"
    "|Собрание насчитывает сорок машин, самой старой больше ста лет.",
    "katok": "Каток у дома культуры в {} проработает до апреля"
    "|Лёд заливают по ночам, а коньки можно взять напрокат у входа.",
}
_MORE = (
    "Жители ждали этого несколько лет и собирали подписи, пока деньги не нашлись в бюджете района.",
    "Работы вели и в морозы, поэтому подрядчик управился на две недели раньше обещанного срока.",
    "На открытие пришли школьники и ветераны, для них накрыли столы с пирогами и горячим чаем.",
    "Глава поселения поблагодарил всех, кто помогал, и пообещал не останавливаться на сделанном.",
)


@dataclass(frozen=True)
class Story:
    number: int
    slug: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    section: str
    when: datetime

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def section_name(self) -> str:
        return SECTIONS[self.section]


def stories(place: int) -> list[Story]:
    """Give the stories of a site, the newest first."""
    town = TOWNS[place]
    told = []
    for number, (word, plot) in enumerate(_PLOTS.items()):
        title, _, lead = plot.partition("|")
        more = (_MORE[(number + shift) % len(_MORE)] for shift in range(3))
        told.append(
            Story(
                number=1000 * (place + 1) + 900 - number,
                slug=f"{word}-v-nashem-sele-otkryli",
                title=title.format(town),
                lead=lead,
                paragraphs=(f"{lead} Об этом рассказали в администрации.", *more),
                section=list(SECTIONS)[number % 2],
                when=NOW - timedelta(days=number, hours=3),
            )
        )
    return told
