"""What cannot be read is said in words that say why."""

import pytest

from dozor.probing.assess import report_of
from dozor.probing.look import Look


@pytest.mark.parametrize(
    ("name", "outcome", "words"),
    [
        ("guarded", "blocked", "answers with a block, which Dozor does not evade: DDoS-Guard, 403"),
        ("closed", "robots", "robots.txt forbids its home page"),
        ("paper", "not_html", "the home page is no HTML: application/pdf"),
        ("down", "failing", "the home page gives nothing to read: http_error 500"),
        ("shell", "unread", "empty until a script fills them"),
        ("empty", "no_articles", "no articles found from the home page, feeds and sitemaps"),
    ],
)
def test_a_site_that_gives_no_articles(
    looks: dict[str, Look], name: str, outcome: str, words: str
) -> None:
    report = report_of(looks[name], "")
    assert (report.outcome, report.proposed) == (outcome, None)
    assert words in report.words
