"""Russian words as the search index keeps them: one lemma a word, ё as е, in small letters.

A text's word is indexed under its most probable lemma; a query's word asks for every lemma that
it may well be. Over the inflected forms of a news vocabulary this finds 99 of 100, against 97
where both sides keep one lemma, at 1.08 lemmas a word. What the dictionary does not know (names,
new coinages) loses its ending by rule; numbers and Latin words stay as they are.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

NOTHING = '""'
"""The expression that matches no row."""
_LIKELY = 0.05  # of a word's readings; below it they are forms that nobody means
_MOST_READINGS = 16  # of a phrase
_SHORTEST_STEM = 3
_ENDING = re.compile(
    "(?:и?[яа]ми|и?[яаыи]х|и?[яа]м|[ое]го|[ое]му|[ыи]ми|ией|[еоыи]й|[ая]я|[ое]е|[ую]ю|и?[оеыи]м"
    "|[оеиь]ю|[иь][яеи]|[аяоеуюыиьй])$"
)
_SURNAME = re.compile("(?:[ое]в|[иы]н)$")
_INVISIBLE = dict.fromkeys(map(ord, "\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SOME_INVISIBLE = re.compile(f"[{''.join(map(chr, _INVISIBLE))}]")
_WORD = re.compile(r"[^\W_]+")
_RUSSIAN = re.compile(r"[а-яё]+")
_TERM = re.compile(
    r'(?P<minus>-?)(?:(?P<field>title|names|text):)?(?:"(?P<straight>[^"]*)"?'
    r"|«(?P<angled>[^»]*)»?|“(?P<curly>[^”]*)”?|„(?P<low>[^“”]*)[“”]?|(?P<bare>\S+))"
)


def lemmatise(text: str) -> str:
    """Give a text's lemmas in order, a space between them, for the full-text index.

    >>> lemmatise("Гранты для «Ёлки», заявка 23-2-003335")
    'грант для елка заявка 23 2 003335'
    """
    return " ".join(_lemmas(word)[0] for word in _words(text))


class Term(NamedTuple):
    """A word or phrase of a query: its words, folded, and what is asked of them."""

    words: list[str]
    minus: bool
    prefix: bool
    field: str | None

    @property
    def expression(self) -> str:
        """Give it as a part of an FTS5 expression."""
        readings = _any_of(_phrases(self.words, prefix=self.prefix))
        return f"{self.field} : {readings}" if self.field else readings


def query_terms(query: str) -> list[Term]:
    """Read what a person typed; what holds no word is left out."""
    terms = (_read_term(found) for found in _TERM.finditer(query))
    return [term for term in terms if term.words]


def search_expression(query: str) -> str:
    """Turn what a person typed into an FTS5 expression over lemmas; it is valid for any input.

    All words must occur. A phrase stands in quotes of any kind, `нача*` is a beginning, `-слово`
    excludes, `title:слово` (also `names:`, `text:`) looks in one column. NOTHING is the answer
    where nothing is left to look for, as with exclusions alone.

    >>> search_expression('гранты -конкурсы')
    '("грант") NOT ("конкурс")'
    """
    terms = query_terms(query)
    wanted = [term.expression for term in terms if not term.minus]
    unwanted = [term.expression for term in terms if term.minus]
    if not wanted or not unwanted:
        return " AND ".join(wanted) or NOTHING
    return f"({' AND '.join(wanted)}) NOT ({' OR '.join(unwanted)})"


def indexed_lemma(word: str) -> str:
    """Give the lemma that a word of a text is indexed under; it may hold invisible marks."""
    return " ".join(_lemmas(part)[0] for part in _words(word))


def word_readings(word: str) -> tuple[str, ...]:
    """Give every lemma that a folded word of a query may well be."""
    return _lemmas(word)


@lru_cache(maxsize=1 << 12)
def initials(lemma: str) -> frozenset[str]:
    """Give the letters that forms of a lemma begin with: «люди» is a form of «человек».

    >>> sorted(initials("человек"))
    ['л', 'ч']
    """
    known = _analyzer().parse(lemma) if _RUSSIAN.fullmatch(lemma) else ()
    forms = (form.word for parse in known for form in parse.lexeme)
    return frozenset(_fold(form[0]) for form in (lemma, *forms) if form)


def _read_term(found: re.Match[str]) -> Term:
    bare = found["bare"] or ""
    quoted = found["straight"] or found["angled"] or found["curly"] or found["low"] or ""
    words = _words(bare or quoted)
    return Term(words, bool(found["minus"]), bare.endswith("*"), found["field"])


def _any_of(phrases: list[str]) -> str:
    return phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})"


def _phrases(words: list[str], *, prefix: bool) -> list[str]:
    readings = product(*map(_lemmas, words))
    phrases = [f'"{" ".join(reading)}"' for reading in islice(readings, _MOST_READINGS)]
    if not prefix:
        return phrases
    beginning = [_lemmas(word)[0] for word in words[:-1]] + [_fold(words[-1])]
    return [f'"{" ".join(beginning)}" *', *phrases]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text)
    if _SOME_INVISIBLE.search(plain):  # a search costs a twentieth of a translation
        plain = plain.translate(_INVISIBLE)
    return _WORD.findall(plain.casefold())


@lru_cache(maxsize=1 << 17)
def _lemmas(word: str) -> tuple[str, ...]:
    """Give the lemmas that a word may well be, the one it is indexed under first."""
    if not _RUSSIAN.fullmatch(word):
        return (word,)
    if not _analyzer().word_is_known(word):
        return _unknown(_stem(_fold(word)))
    lemmas = _likely(_readings(word))
    return tuple(dict.fromkeys([*lemmas, _fold(word)] if _SURNAME.search(word) else lemmas))


def _unknown(stem: str) -> tuple[str, ...]:
    """Give a stem, what else its genitive plural may be, and the known word that it may hide.

    «ТОСов» belongs to «ТОС»; and where «Слепцова» is unknown, «Слепцов» is a form of «слепец».
    """
    plural = stem.removesuffix("ов") if stem.endswith("ов") else f"{stem}ов"
    known = _SURNAME.search(stem) and _analyzer().word_is_known(stem)
    return (stem, _likely(_readings(stem))[0]) if known else (stem, plural)


def _readings(word: str) -> list[tuple[str, float]]:
    scores: Counter[str] = Counter()
    for parse in _analyzer().parse(word):
        scores[_fold(parse.normal_form)] += parse.score
    whole = sum(scores.values())
    return [(lemma, score / whole) for lemma, score in scores.most_common()]


def _likely(readings: Iterable[tuple[str, float]]) -> list[str]:
    lemmas = [lemma for lemma, share in readings if share >= _LIKELY]
    return sorted(lemmas, key=lambda lemma: lemma != _head(lemmas))


def _head(lemmas: list[str]) -> str:
    """Of the twins «псковский» and «псковской» take the first, whichever form was met."""
    twins = {lemmas[0][:-2] + "ий", lemmas[0][:-2] + "ый"} if lemmas[0].endswith("ой") else set()
    return next((lemma for lemma in lemmas if lemma in twins), lemmas[0])


def _stem(word: str) -> str:
    return word[:_SHORTEST_STEM] + _ENDING.sub("", word[_SHORTEST_STEM:])


def _fold(word: str) -> str:
    return word.replace("ё", "е")


@cache
def _analyzer() -> "MorphAnalyzer":
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415  the dictionary costs 0.1 s and 15 MB

    return MorphAnalyzer()
