"""The language of a text, told by its letters, and by the page where they leave a doubt."""

import re
from collections import Counter

from crawler.extraction.page import Page
from crawler.sources import Source

# What each alphabet has beyond the Russian one (in small letters), the commonest language first.
_ALPHABETS = {
    "sah": "ҕҥөһү",
    "tt": "әөүҗңһ",
    "ba": "әөүңһғҙҫҡ",
    "cv": "ӑӗҫӳăĕçÿ",
    "bxr": "өүһ",
    "tyv": "ңөү",
    "kk": "әғқңөұүһі",
    "os": "ӕæ",
    "kv": "ӧі",
    "udm": "ӝӟӥӧӵ",
    "mhr": "ҥӧӱ",
    "mrj": "ӓӧӱӹ",
    "alt": "јҥӧӱ",
    "kjh": "ғіңҥӧӱӌ",
    "be": "іў",
    "uk": "іїєґ",
}
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LETTERS = re.compile("[^\\W\\d_]")
# Letters of its own are every tenth to thirtieth of such a text; a name in a Russian one has less.
_SHARE = 0.02
_HELD = 0.97
_SAMPLE = 2000
"""Characters of a text that tell its language as well as all of it."""
_CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)


def language_of(text: str, source: Source | None = None, page: Page | None = None) -> str | None:
    """Return the ISO 639 code of a text's language; None where nothing tells it.

    Letters that Russian lacks decide; between languages that share them, and in Latin script, the
    page's `lang`; else it is the source's language, and Russian for Cyrillic without such letters.
    """
    text = text[:_SAMPLE]
    signs = Counter(text.casefold())
    letters = Counter({sign: count for sign, count in signs.items() if sign.isalpha()})
    declared = source.language if source else None
    if not letters:
        return declared or "ru"
    if not is_cyrillic(text):
        stated = _stated(page)
        return stated if stated and stated not in _OF_CYRILLIC else declared
    foreign = {sign: count for sign, count in letters.items() if sign in _ALL}
    if sum(foreign.values()) < _SHARE * letters.total():
        return declared or "ru"
    return _by_alphabet(foreign, {declared, _stated(page)}) or declared or "ru"


def is_cyrillic(text: str) -> bool:
    """Tell whether at least half of the letters of a text are Cyrillic."""
    return 2 * len(_CYRILLIC.findall(text)) >= len(_LETTERS.findall(text))


def _by_alphabet(foreign: dict[str, int], stated: set[str | None]) -> str | None:
    """Choose the smallest alphabet that has the letters; of equal ones, what was stated."""
    total = sum(foreign.values())
    fitting = [
        code
        for code, alphabet in _ALPHABETS.items()
        if sum(foreign.get(sign, 0) for sign in alphabet) >= _HELD * total
    ]
    return min(
        fitting,
        key=lambda code: (code not in stated, len(_ALPHABETS[code]) - _used(code, foreign)),
        default=None,
    )


def _used(code: str, foreign: dict[str, int]) -> int:
    return sum(sign in foreign for sign in _ALPHABETS[code])


def stated_language(page: Page) -> str | None:
    """Give the language that a page declares; None where its title is in Cyrillic letters.

    A page in other letters that declares none is taken for an English one.
    """
    if is_cyrillic(page.headline):
        return None
    return (page.root.get("lang") or page.root.get("xml:lang") or "en").strip()


def _stated(page: Page | None) -> str | None:
    found = _CODE.match((page.root.get("lang") or "").strip()) if page else None
    return found[0].lower() if found else None


_ALL = frozenset("".join(_ALPHABETS.values()))
_OF_CYRILLIC = frozenset({"ru", *_ALPHABETS})
