"""A source as a spider of the project: the class, saved pages, and the record of each page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import spiders
from crawler.extraction import Unreadable, extract_article
from crawler.items import RawArticle
from crawler.sources import Selectors, Source
from dozor.errors import SetupError
from dozor.probing.entry import comment_lines
from dozor.probing.look import Look

MOST_LINES = 40
"""What tests/spiders/test_sites.py allows a site."""
_PAGES = 2
_WIDTH = 100
_ORDER = (
    "title", "home_url", "region", "timezone", "language", "feeds", "sitemaps", "listings", "links",
    "next_page", "article_path", "browser",
)  # fmt: skip
_NOT_EXPECTED = frozenset({"origins", "source_id", "unknown", "canonical"})


def project_root() -> Path:
    """Give the project's own folder. Raises SetupError where this is no checkout of it."""
    root = Path(spiders.__file__).resolve().parents[1]
    if not (root / "tests" / "spiders" / "fixtures").is_dir():
        raise SetupError("--spider needs a checkout of Dozor with its tests; --write does without")
    return root


def spider_files(source: Source, look: Look, remarks: Sequence[str] = ()) -> dict[str, bytes]:
    """Give the files of a spider by their paths in the project: class, pages, records.

    Raises SetupError where the class would be too long or no page gives a record.
    """
    code = spider_code(source, remarks)
    if len(code.splitlines()) > MOST_LINES:
        raise SetupError(f"{source.id} takes more than {MOST_LINES} lines; write it by hand")
    files = {f"spiders/news/{source.id}.py": code.encode()}
    for number, (page, record) in enumerate(_saved(source, look), 1):
        path = f"tests/spiders/fixtures/{source.id}/article_{number}"
        files |= {f"{path}.html": page, f"{path}.json": record.encode()}
        if number == _PAGES:
            break
    if len(files) == 1:
        raise SetupError(f"no page of {source.id} can be saved as an example")
    return files


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files of the project that are not there yet. Raises SetupError for one that is."""
    for name in files:
        if (root / name).exists():
            raise SetupError(f"{root / name} is there already; nothing was written")
    try:
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
    except OSError as error:
        raise SetupError(f"{error.filename} cannot be written: {error.strerror}") from error


def spider_code(source: Source, remarks: Sequence[str] = ()) -> str:
    """Write the class of a source, in the form that spiders/news has, remarks as a comment."""
    name = "".join(part.capitalize() for part in source.id.split("_"))
    what = _words(source.title) or source.id
    return "\n".join(
        [
            f'"""{what}, found by dozor probe."""',
            "",
            f"from crawler.sources import {'Selectors, ' if _places(source) else ''}Source",
            "from crawler.spider import NewsSpider",
            "",
            "",
            f"class {name}(NewsSpider):",
            f'    """Articles of {what}."""',
            "",
            f'    name = "{source.id}"',
            *(f"    {line}" for line in comment_lines(remarks, 94)),
            "    source = Source(",
            "        id=name,",
            *_arguments(source),
            "    )",
            "",
        ]
    )


def _arguments(source: Source) -> Iterator[str]:
    for name in _ORDER:
        value = getattr(source, name, None)
        if value:
            yield from _argument(name, value, 8)
    if places := _places(source):
        yield "        selectors=Selectors("
        for name, value in places.items():
            yield from _argument(name, value, 12)
        yield "        ),"


def _argument(name: str, value: object, indent: int) -> Iterator[str]:
    """Write an argument as the formatter does: on one line where it fits."""
    space = " " * indent
    if not isinstance(value, tuple):
        yield f"{space}{name}={_literal(value)},"
        return
    items = [_literal(item) for item in value]
    whole = f"{space}{name}=({', '.join(items)}{',' if len(items) == 1 else ''}),"
    if len(whole) <= _WIDTH:
        yield whole
        return
    yield f"{space}{name}=("
    yield from (f"{space}    {item}," for item in items)
    yield f"{space}),"


def _literal(value: object) -> str:
    r"""Write a value as Python has it, a pattern without doubled backslashes.

    >>> print(_literal("Вести"), _literal(r"^/[0-9]\.$"), _literal('a[rel="tag"]'))
    "Вести" r"^/[0-9]\.$" 'a[rel="tag"]'
    """
    if not isinstance(value, str):
        return repr(value)
    if "\\" in value and '"' not in value:
        return f'r"{value}"'
    quoted = json.dumps(value, ensure_ascii=False)
    return repr(value) if '"' in value and "'" not in value else quoted


def _places(source: Source) -> dict[str, tuple[str, ...]]:
    named = {place.name: getattr(source.selectors, place.name) for place in fields(Selectors)}
    return {name: value for name, value in named.items() if value}


def _words(title: str) -> str:
    """Give a title that a docstring can hold."""
    return " ".join(title.replace('"', "").replace("\\", "").split())


def _saved(source: Source, look: Look) -> Iterator[tuple[bytes, str]]:
    for visit in look.visits:
        answer = look.answer(visit)
        if not visit.records or answer is None:
            continue
        try:
            raw = extract_article(answer.body, answer.url, source=source)
        except Unreadable:  # without its header it cannot be told
            continue
        yield answer.body, expected_record(raw)


def expected_record(raw: RawArticle) -> str:
    """Write a raw record as saved pages have theirs beside them."""
    names = [field.name for field in fields(raw) if field.name not in _NOT_EXPECTED]
    shown = {name: getattr(raw, name) for name in names}
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
