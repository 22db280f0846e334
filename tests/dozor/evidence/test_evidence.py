"""Evidence packs: whole, readable by anyone, and nothing in them can be changed unseen."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import read_snapshot
from dozor.errors import SetupError
from dozor.evidence.pack import pack, seal
from dozor.evidence.verify import faults

WON = "26-1-000815"


def one(data: Path, sql: str) -> tuple[object, ...]:
    with closing(sqlite3.connect(data / "dozor.db")) as connection:
        row: tuple[object, ...] = connection.execute(sql).fetchone()
    return row


@pytest.fixture(scope="module")
def edited(crawled: Path) -> str:
    """The address of an article whose headline was edited."""
    return str(
        one(
            crawled,
            "SELECT url FROM articles JOIN changes ON record_id = articles.id"
            " WHERE record_kind = 'article' AND field = 'title'",
        )[0]
    )


@pytest.fixture(scope="module")
def packed(crawled: Path, edited: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("packs") / "case.zip"
    pack(crawled, [edited, WON], path)
    return path


def on_bare_python(path: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    with zipfile.ZipFile(path) as whole:
        (folder / "verify.py").write_bytes(whole.read("verify.py"))
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def test_a_pack_is_whole_for_dozor_and_for_a_bare_python(packed: Path, tmp_path: Path) -> None:
    assert faults(str(packed)) == []
    done = on_bare_python(packed, tmp_path)
    assert (done.returncode, done.stdout.startswith("All is whole")) == (0, True)


def test_a_pack_holds_the_responses_as_they_were_received(packed: Path, crawled: Path) -> None:
    with zipfile.ZipFile(packed) as whole:
        chain = [json.loads(line) for line in whole.read("chain.jsonl").splitlines()]
        own = [link for link in chain if "file" in link]
        assert len(own) >= 6
        for link in own:
            kept = one(
                crawled, f"SELECT warc_file, warc_offset FROM snapshots WHERE id = {link['id']}"
            )
            ours = read_snapshot(crawled, str(kept[0]), int(str(kept[1])))
            with whole.open(link["file"]) as stream:
                theirs = next(ArchiveIterator(stream))
                assert theirs.http_headers.get_statuscode() == str(ours.status)
                if theirs.rec_type == "response":
                    assert theirs.content_stream().read() == ours.body
            assert whole.read(link["file"].replace(".response.", ".request."))


def test_a_pack_says_nothing_of_other_pages(packed: Path, edited: str) -> None:
    with zipfile.ZipFile(packed) as whole:
        chain = [json.loads(line) for line in whole.read("chain.jsonl").splitlines()]
    others = [link for link in chain if "file" not in link]
    assert len(others) > 100
    assert {name for link in others for name in link} == {"id", "facts_sha256"}
    assert {link["final_url"] for link in chain if "file" in link} >= {edited}


def test_the_report_tells_what_changed_and_what_it_does_not_prove(packed: Path) -> None:
    with zipfile.ZipFile(packed) as whole:
        report = whole.read("report.html").decode()
    for words in ("Это учебные данные", "<del>", "<ins>", "изменил сайт", "не доказывает", WON):
        assert words in report
    assert "поддержана" in report
    assert "президентскиегранты.рф" in report
    assert "<script" not in report
    assert "src=" not in report


@pytest.mark.parametrize("part", range(10))
def test_one_changed_byte_anywhere_is_found(packed: Path, tmp_path: Path, part: int) -> None:
    whole = packed.read_bytes()
    chance, harmed = random.Random(part), tmp_path / "harmed.zip"
    length = len(whole) // 10
    for _ in range(20):
        place = part * length + chance.randrange(length)
        harmed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        assert faults(str(harmed)), f"byte {place} was changed unseen"


@pytest.mark.parametrize(
    "name", ["responses/", "records.json", "chain.jsonl", "report.html", "manifest.json"]
)
def test_a_part_that_is_changed_and_sealed_anew_is_still_found(
    packed: Path, tmp_path: Path, name: str
) -> None:
    """Who changes a part and repairs the outer seal does not get past the digests inside."""
    harmed = tmp_path / "harmed.zip"
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(harmed, "w") as new:
        target = next(one for one in old.namelist() if one.startswith(name))
        for entry in old.namelist():
            content = old.read(entry)
            if entry == target and entry == "manifest.json":
                content = content.replace(b'"head": "', b'"head": "0')
            elif entry == target:
                content = content[:50] + bytes([content[50] ^ 1]) + content[51:]
            new.writestr(entry, content)
        new.comment = old.comment
    seal(harmed)
    assert faults(str(harmed))
    done = on_bare_python(harmed, tmp_path)
    assert done.returncode == 1


def test_what_is_no_pack_is_said(tmp_path: Path, packed: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as whole:
        whole.writestr("a.txt", "a")
    assert faults(str(other)) == ["this is no evidence pack, or its end was cut off or changed"]
    cut = tmp_path / "cut.zip"
    cut.write_bytes(packed.read_bytes()[:-1000])
    assert faults(str(cut))


def test_what_was_never_crawled_makes_no_pack(crawled: Path, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="never crawled"):
        pack(crawled, ["https://nowhere.example/"], tmp_path / "x.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_pack_replaces_no_file(crawled: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("mine")
    with pytest.raises(SetupError, match="there already"):
        pack(crawled, [WON], tmp_path / "x.zip")
    assert (tmp_path / "x.zip").read_text() == "mine"


def test_a_damaged_archive_makes_no_pack(crawled: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(crawled, tmp_path / "data"))
    for file in data.glob("archive/**/*.warc.gz"):
        file.write_bytes(b"")
    with pytest.raises(SetupError, match="damaged"):
        pack(data, [WON], tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()
