"""Sentences of a news vocabulary for databases of any size: the same each time.

The words are the dictionary's, in all their forms, drawn as often as in any text (by Zipf's law);
what they say means nothing. One word stands in a tenth of all articles, one in one of two thousand.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from pymorphy3 import MorphAnalyzer

from pipelines.lemmas import lemmatise

COMMON = "мост"  # in a tenth of all articles
RARE = "хронометр"  # in one article of two thousand
EVERYWHERE = "область"  # in four articles of five
PHRASE = ("капитальный ремонт", "капитальному ремонту")
_SENTENCES = 40_000
_VOCABULARY = 30_000
_KEPT_TAGS = ("NOUN", "ADJF", "VERB", "ADVB")
_SYLLABLES = ("ва", "ле", "ро", "ми", "ку", "та", "не", "со", "бе", "ри", "го", "ду", "за", "ля")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its lemmas."""

    text: str
    lemmas: str


class Language:
    """Sentences to draw from."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  data, no secret
        words = _vocabulary(self._chance)
        weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
        self._sentences = [self._sentence(words, weights) for _ in range(_SENTENCES)]
        self._marked = {word: self._about(word) for word in (COMMON, RARE, EVERYWHERE, PHRASE[1])}

    def title(self) -> Sentence:
        """Give a headline of some seven words."""
        sentence = self._chance.choice(self._sentences)
        return Sentence(*(" ".join(part.rstrip(".").split()[:7]) for part in _both(sentence)))

    def body(self) -> list[Sentence]:
        """Give the sentences of an article: some 130 words, one a name met once or twice."""
        chance = self._chance
        sentences = chance.choices(self._sentences, k=chance.randint(7, 17))
        marks = ((COMMON, 0.1), (RARE, 0.0005), (EVERYWHERE, 0.8), (PHRASE[1], 0.01))
        sentences += [self._marked[word] for word, share in marks if chance.random() < share]
        sentences.append(self._named())
        chance.shuffle(sentences)
        return sentences

    def _named(self) -> Sentence:
        name = "".join(self._chance.choices(_SYLLABLES, k=5)) + "шин"
        return Sentence(f"Об этом рассказал {name.capitalize()}.", f"о это рассказать {name}")

    def _sentence(self, words: list[str], weights: list[float]) -> Sentence:
        drawn = self._chance.choices(words, cum_weights=weights, k=self._chance.randint(6, 14))
        text = " ".join(drawn).capitalize() + "."
        return Sentence(text, lemmatise(text))

    def _about(self, word: str) -> Sentence:
        text = f"Отдельно сказали про {word} и сроки."
        return Sentence(text, lemmatise(text))


def _both(sentence: Sentence) -> tuple[str, str]:
    return sentence.text, sentence.lemmas


def _vocabulary(chance: random.Random) -> list[str]:
    known = list(islice(_known(), 0, None, 97))
    chance.shuffle(known)
    return known[:_VOCABULARY]


def _known() -> Iterator[str]:
    marked = set(lemmatise(" ".join((COMMON, RARE, EVERYWHERE, *PHRASE))).split())
    for word, tag, lemma, *_ in MorphAnalyzer().dictionary.iter_known_words():
        if tag.POS in _KEPT_TAGS and lemma not in marked and "-" not in word:
            yield word
