"""Names in quotation marks, which Russian texts leave in the nominative. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.lemmas import lemmatise
from pipelines.organisation_names import fold_name

_LONGEST = 200
_QUOTED = re.compile(
    rf'«((?:[^«»\n]|«[^«»\n]*»){{3,{_LONGEST}}})»|„([^„“\n]{{3,{_LONGEST}}})“'
    rf'|"([^"\n]{{3,{_LONGEST}}})"|“([^“”\n]{{3,{_LONGEST}}})”'
)  # fmt: skip
_BEFORE = 80
# What stands before the name of an organisation; lemmas, as `lemmatise` gives them.
_FORM = re.compile(
    r"\b(?:ано|нко|организация|фонд|ассоциация|союз|общество|движение|учреждение|партнерство|центр"
    r"|клуб|музей|отделение|община|объединение|благотворительный|некоммерческий|общественный|ооо"
    r"|рооо?|моо|тос)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words in quotation marks: as written, where they start, folded, and after a legal form."""

    text: str
    start: int
    name: str
    after_form: bool


def quoted_names(text: str) -> Iterator[Quoted]:
    """Give what stands in quotation marks in a text, in order.

    >>> [(q.name, q.after_form) for q in quoted_names("Фонд «Тихий дом» спел «Калинку»")]
    [('тихий дом', True), ('калинку', False)]
    """
    for found in _QUOTED.finditer(text):
        inner = next(filter(None, found.groups()))
        before = text[max(0, found.start() - _BEFORE) : found.start()].rpartition("\n")[2]
        after_form = bool(_FORM.search(lemmatise(_sentence(before))))
        name = fold_name(f"«{inner}»")
        yield Quoted(text=inner, start=found.start(), name=name, after_form=after_form)


def _sentence(before: str) -> str:
    return re.split(r"[.!?»”]\s", before)[-1]
