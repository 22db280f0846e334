"""A reject's detail in Russian: readers are plain in English, newsrooms are not. Pure."""

import re

_RUSSIAN = (
    (r"robots\.txt asks not to", "robots.txt просит не заходить"),
    (r"leads to (.+)", r"ведёт на \1"),
    (r"back to (.+)", r"возвращает на \1"),
    (r"fewer bytes than the server promised", "байтов меньше, чем обещал сервер"),
    (r"the markup breaks off", "разметка обрывается"),
    (r"takes too long to read", "читается слишком долго"),
    (r"no visible text", "видимого текста нет"),
    (r"neither heading nor title", "ни заголовка, ни названия"),
    (r"cookie wall: (.+)", r"заслон согласия на cookie: \1"),
    (r"a listing, by its JSON-LD", "список, по словам его JSON-LD"),
    (r"a listing: (.+)", r"список: \1"),
    (r"a list of (\d+) teasers", r"список, анонсов: \1"),
    (r"a page about the site: (.+)", r"страница о самом сайте: \1"),
    (r"no labels of a grant card", "подписей карточки заявки нет"),
    (r"a card without a title", "карточка без названия"),
    (r"a call without a title", "конкурс без названия"),
    (r"a project without a name", "проект без названия"),
    (r"the project states no application number", "номер заявки у проекта не указан"),
    (r"a channel, or a post that is not there", "канал или запись, которой нет"),
    (r"JSON without a call for applications", "JSON, в котором нет конкурса"),
    (r"no deadline, and nothing else that a call says",
     "ни срока, ни иных сведений, которые есть у конкурса"),
    (r"the page yielded no record", "записи на странице нет"),
    (r"the same text as (.+)", r"тот же текст, что на \1"),
    (r"rows without a card's link: (.+)", r"строки без ссылки на карточку: \1"),
    (r"row (\d+): (.+)", r"строка \1: \2"),
    (r"(\d+) rows more that cannot be taken", r"ещё строк, которые нельзя взять: \1"),
    (r"the host's name leads to a private address", "имя сайта ведёт на внутренний адрес"),
    (r"(.+), retry after (.+)", r"\1, просит подождать: \2"),
)  # fmt: skip
_READY = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in _RUSSIAN)


def reject_detail(detail: str | None, language: str) -> str:
    """Give a reject's detail in a language (`ru`, `en`); the words of others stay as they are."""
    if not detail or language != "ru":
        return detail or ""
    for pattern, words in _READY:
        if found := pattern.fullmatch(detail):
            return found.expand(words)
    return detail
