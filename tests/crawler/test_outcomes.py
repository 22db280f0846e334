"""Why a page yields nothing, by what happened on the network."""

import pytest
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError, IgnoreRequest

from crawler.items import Place
from crawler.limits import is_wrong_type
from crawler.outcomes import Answer, is_unchanged, rejection_of_answer, rejection_of_error

PLACE = Place(
    source_id="paper", url="https://paper.example/1", key="paper.example/1", kind="article"
)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (DownloadTimeoutError("60 seconds"), "timeout"),
        (DownloadFailedError("reset"), "unreachable"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots"),
        (IgnoreRequest("exceeded DOWNLOAD_MAXSIZE"), "too_large"),
        (OSError(28, "No space left on device"), "unreachable"),
        (RuntimeError(), "unreachable"),
    ],
)
def test_every_error_has_a_reason_and_a_text(error: Exception, reason: str) -> None:
    rejection = rejection_of_error(error, PLACE.url)
    assert rejection.reason == reason
    assert rejection.detail


def test_a_304_counts_only_where_we_asked_for_one() -> None:
    answer = Answer(status=304, url=PLACE.url)
    assert not is_unchanged(PLACE, answer)
    rejection = rejection_of_answer(PLACE, answer)
    assert rejection is not None
    assert (rejection.reason, rejection.detail) == ("http_error", "304")


@pytest.mark.parametrize(
    ("kind", "content_type", "body", "wrong"),
    [
        ("article", "text/html; charset=utf-8", b"", False),
        ("article", "", b"", False),
        ("article", "application/octet-stream", b" <html>", False),
        ("article", "application/octet-stream", b"MZ", True),
        ("article", "application/pdf", b"%PDF", True),
        ("article", "application/json", b"{}", True),
        ("feed", "text/plain", b"", False),
        ("feed", "application/octet-stream", b"", False),
        ("sitemap", "application/gzip", b"", False),
        ("sitemap", "image/png", b"", True),
    ],
)
def test_types(kind: str, content_type: str, body: bytes, wrong: bool) -> None:
    assert is_wrong_type(kind, content_type, body) is wrong  # type: ignore[arg-type]
