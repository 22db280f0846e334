"""The house keeps its shape: arrows, names that could shadow, what a wheel holds."""

import ast
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("crawler", "spiders", "pipelines", "dozor")
MAY_IMPORT = {
    "crawler": {"crawler"},
    "spiders": {"spiders", "crawler"},
    "pipelines": {"pipelines", "crawler"},
    "dozor": set(PACKAGES),
    "datasette": {"pipelines"},
}
OF_CRAWLER = {"crawler.items", "crawler.clock"}


def imports(path: Path) -> set[str]:
    """Every module that a file names in an import, `from a import b` as both a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_arrows_point_one_way(package: str) -> None:
    wrong = [
        (str(path.relative_to(ROOT)), name)
        for path in files(package)
        for name in imports(path)
        if name.split(".")[0] in PACKAGES and name.split(".")[0] not in MAY_IMPORT[package]
    ]
    assert wrong == []


def test_pipelines_know_of_the_crawler_only_items_and_clock() -> None:
    wrong = [
        (str(path.relative_to(ROOT)), name)
        for path in files("pipelines")
        for name in imports(path)
        if name.startswith("crawler.")
        and name not in OF_CRAWLER
        and not name.startswith(("crawler.items.", "crawler.clock."))
    ]
    assert wrong == []


def test_extraction_imports_no_scrapy() -> None:
    wrong = [
        (path.name, name)
        for path in files("crawler/extraction")
        for name in imports(path)
        if name.split(".")[0] == "scrapy"
    ]
    assert files("crawler/extraction")
    assert wrong == []


def test_no_site_imports_another() -> None:
    wrong = [
        (path.name, name)
        for path in files("spiders")
        for name in imports(path)
        if name.startswith("spiders.")
    ]
    assert wrong == []


def test_the_folder_datasette_is_no_package() -> None:
    assert list((ROOT / "datasette").rglob("__init__.py")) == []


def test_tests_are_no_package() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_our_packages_are_the_ones_imported(package: str) -> None:
    code = f"import {package}; print({package}.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()).is_relative_to(ROOT)


def test_datasette_is_the_installed_one_when_imported_from_the_root() -> None:
    code = "import datasette, datasette.app; print(datasette.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not Path(found.stdout.strip()).is_relative_to(ROOT / "datasette")


def test_a_wheel_holds_the_four_packages_and_nothing_else(tmp_path: Path) -> None:
    tree, out = tmp_path / "tree", tmp_path / "out"
    ours = ("*.egg-info", ".*", "build", "data*", "bench", "docs")
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*ours))
    shutil.copytree(ROOT / "datasette", tree / "datasette", dirs_exist_ok=True)
    out.mkdir()
    build = "from setuptools import build_meta as b; import sys; b.build_wheel(sys.argv[1])"
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", build, str(out)],
        cwd=tree,
        capture_output=True,
        check=True,
    )
    (wheel,) = out.glob("*.whl")
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in tops if not name.endswith(".dist-info")} == set(PACKAGES)
