"""The directions of the Presidential Grants Fund: thirteen, however a page or workbook writes them.

They are compared by their beginnings, for some are followed by articles of the law, and folded:
the workbook writes small letters, pages two spaces and Latin letters that look Cyrillic.
"""

from pipelines.text import fold

DIRECTIONS = (
    "Социальное обслуживание, социальная поддержка и защита граждан",
    "Охрана здоровья граждан, пропаганда здорового образа жизни",
    "Поддержка семьи, материнства, отцовства и детства",
    "Поддержка молодежных проектов",
    "Поддержка проектов в области науки, образования, просвещения",
    "Поддержка проектов в области культуры и искусства",
    "Выявление и поддержка молодых талантов в области культуры и искусства",
    "Сохранение исторической памяти",
    "Защита прав и свобод человека и гражданина, в том числе защита прав заключенных",
    "Охрана окружающей среды и защита животных",
    "Укрепление межнационального и межрелигиозного согласия",
    "Развитие общественной дипломатии и поддержка соотечественников",
    "Развитие институтов гражданского общества",
)
"""In the Fund's order."""
KNOWN = frozenset({"president_grants"})
"""The sources whose directions are these alone; other portals have their own."""

_FOLDED = tuple(fold(name) for name in DIRECTIONS)


def direction_of(text: str) -> str | None:
    """Give the Fund's name of a direction by what begins with it; None for any other.

    >>> direction_of("поддержка  молодежных проектов, предусмотренных статьей 31")
    'Поддержка молодежных проектов'
    """
    words = fold(text)
    found = (name for name, start in zip(DIRECTIONS, _FOLDED, strict=True) if _begins(words, start))
    return next(found, None)


def _begins(words: str, start: str) -> bool:
    return words.startswith(start) and not words[len(start) : len(start) + 1].isalpha()
