"""The labels of grant portals and the fields that they stand for.

A label is compared folded: some sites write «Cофинансирование» with a Latin C.
"""

import re
import unicodedata

from crawler.extraction.text import fold

_LOOK_ALIKE = str.maketrans("abcehkmoptxy3", "авсенкмортхуз")
_ENDING = re.compile(r"[\s:：*.…—–-]+$")


def folded(label: str) -> str:
    """Fold case, spaces, ё, Latin letters that look Cyrillic, and the colon at the end.

    >>> folded("Cофинансирование\u00a0:") == folded("СОФИНАНСИРОВАНИЕ")
    True
    """
    plain = fold(unicodedata.normalize("NFKC", label)).casefold().replace("ё", "е")
    return _ENDING.sub("", plain).translate(_LOOK_ALIKE)


_LABELS = {
    "title": ("Название проекта", "Наименование проекта"),
    "contest": ("Конкурс", "Название конкурса", "Грантовый конкурс"),
    "direction": ("Грантовое направление", "Направление", "Тематическое направление"),
    "application_number": ("Номер заявки", "№ заявки", "Заявка №", "Номер"),
    "submitted": ("Дата подачи", "Дата подачи заявки", "Заявка подана"),
    "decided": ("Дата решения о гранте", "Дата решения", "Дата решения о предоставлении гранта"),
    "period": ("Сроки реализации", "Срок реализации", "Период реализации",
               "Сроки реализации проекта", "Срок реализации проекта"),
    "organisation": ("Организация", "Заявитель", "Организация-заявитель", "Грантополучатель",
                     "Наименование организации"),
    "inn": ("ИНН", "ИНН организации"),
    "ogrn": ("ОГРН", "ОГРН организации", "ОГРН/ОГРНИП", "ОГРНИП"),
    "requested": ("Запрашиваемая сумма", "Запрошенная сумма", "Запрашиваемая сумма гранта",
                  "Сумма запроса", "Запрашиваемый размер гранта"),
    "cofinancing": ("Софинансирование", "Сумма софинансирования", "Собственные средства"),
    "total": ("Общая сумма расходов на реализацию проекта", "Общая сумма расходов", "Общая сумма",
              "Общий бюджет проекта", "Бюджет проекта"),
    "awarded": ("Размер гранта", "Сумма гранта"),
    "disbursed": ("Перечислено Фондом на реализацию проекта", "Перечислено Фондом", "Перечислено"),
    "rating": ("Рейтинг заявки", "Рейтинг", "Рейтинг проекта"),
    "status": ("Статус проекта", "Статус", "Статус заявки"),
    "evaluation": ("Оценка результатов", "Оценка результатов проекта", "Результат реализации"),
    "violations": ("Информация о нарушениях", "Нарушения"),
    "region": ("Регион", "Субъект РФ", "Субъект Российской Федерации", "Регион организации"),
    "address": ("Адрес", "Адрес организации", "Фактический адрес", "Юридический адрес"),
    "website": ("Веб-сайт", "Сайт", "Вебсайт", "Адрес сайта", "Сайт организации", "Сайт проекта"),
}  # fmt: skip
_SECTIONS = {
    "summary": ("Краткое описание", "Краткое описание проекта", "Описание проекта", "О проекте"),
    "aims": ("Цель", "Цели", "Цель проекта", "Цели проекта", "Основные цели"),
    "tasks": ("Задачи", "Задачи проекта", "Основные задачи", "Задача"),
    "social_significance": ("Обоснование социальной значимости", "Социальная значимость",
                            "Обоснование социальной значимости проекта"),
    "geography": ("География проекта", "География"),
    "target_groups": ("Целевые группы", "Целевая группа", "Целевые группы проекта"),
    "contacts": ("Контактная информация", "Контакты", "Контактные данные"),
}  # fmt: skip
_SECTION_IDS = {
    "summary": "summary", "aims": "aims", "tasks": "tasks", "social": "social_significance",
    "geography": "geography", "target": "target_groups", "contacts": "contacts",
}  # fmt: skip

_BY_LABEL = {folded(text): name for name, texts in _LABELS.items() for text in texts}
_BY_HEADING = {folded(text): name for name, texts in _SECTIONS.items() for text in texts}
_BY_START = (
    ("общая сумма расходов", "total"),
    ("перечислено фондом", "disbursed"),
    ("запрашиваемая сумма", "requested"),
)
LONGEST = 80
"""Characters beyond which a text is no label."""


def field_of(label: str) -> str | None:
    """Return the field of a grant that a label stands for."""
    if len(label) > LONGEST:
        return None
    key = folded(label)
    known = _BY_LABEL.get(key)
    return known or next((name for start, name in _STARTS if key.startswith(start)), None)


def section_of(heading: str) -> str | None:
    """Return the section of a card that a heading opens."""
    return _BY_HEADING.get(folded(heading)) if len(heading) <= LONGEST else None


def section_of_id(identifier: str) -> str | None:
    """Return the section that an element's id names, as in `winner-summary`."""
    start, dash, name = identifier.lower().rpartition("-")
    return _SECTION_IDS.get(name) if dash and start == "winner" else None


_STARTS = tuple((folded(start), name) for start, name in _BY_START)
