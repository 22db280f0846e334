"""Correction notes: what an article says of its own editing. Pure."""

import re

_NOTE = re.compile(
    r"\b(?:исправлен[аоы]?|обновлен[аоы]?|уточнен[аоы]?|дополнен[аоы]?|изменен[аоы]? в"
    r"|поправк[аиу]|опровержени[ея]|исправлени[ея]|уточнени[ея]|обновлени[ея] от"
    r"|в (?:материал|текст|заголовок|новость) внесен\w*|редакция приносит извинения"
    r"|в (?:первоначальной|предыдущей|ранней) версии|upd|update)\b",
    re.IGNORECASE,
)


def notes(text: str | None) -> tuple[str, ...]:
    r"""Give the lines of a text that may say that it was corrected, as they stand.

    >>> notes("Мост закрыт.\nОбновлено: открыт с 10 мая.")
    ('Обновлено: открыт с 10 мая.',)
    """
    lines = (text or "").split("\n")
    return tuple(line for line in lines if _NOTE.search(line.replace("ё", "е").replace("Ё", "Е")))


def adds_note(old: str | None, new: str | None) -> bool:
    """Say whether a new text has a correction note that the old one had not."""
    return bool(set(notes(new)) - set(notes(old)))
