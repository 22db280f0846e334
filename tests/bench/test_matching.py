"""The rules by which a report is held against the truth."""

from datetime import UTC, datetime, timedelta

import pytest

from bench.monitoring.matching import match
from bench.monitoring.truth import Happening, Reported, ReportKind, TruthKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAGE = "https://n01.example/news/1.html"


def identify(url: str) -> str | None:
    return url.split("?", maxsplit=1)[0].replace("/amp/", "/") if "n01" in url else None


def happened(kind: TruthKind, hour: int = 0, **more: object) -> Happening:
    place = {"page": PAGE} if "site_wide" not in more else {}
    more.pop("site_wide", None)
    return Happening(kind=kind, site="n01", at=NOON + hour * HOUR, **{**place, **more})


def said(kind: ReportKind, hour: int = 1, url: str | None = PAGE, **more: object) -> Reported:
    return Reported(kind=kind, site="n01", at=NOON + hour * HOUR, url=url, **more)


def verdicts(truth: list[Happening], *reports: Reported) -> list[str]:
    matches = match(truth, reports, identify)
    true = [report for report, _ in matches.told]
    return [
        "true" if report in true else "neutral" if report in matches.neutral else "false"
        for report in reports
    ]


def test_a_page_is_new_once_under_whatever_address() -> None:
    amp = said("new", 2, "https://n01.example/amp/news/1.html?utm_source=x")
    assert verdicts([happened("new")], said("new"), amp) == ["true", "false"]


def test_a_page_that_the_world_never_had_is_not_new() -> None:
    assert verdicts([happened("new")], said("new", url="https://other.example/")) == ["false"]


def test_an_old_page_found_late_earns_nothing() -> None:
    assert verdicts([], said("new")) == ["neutral"]


def test_an_edit_is_told_by_its_field_and_value() -> None:
    edit = happened("edited", field="title", old="5", new="7")
    assert verdicts([edit], said("changed", field="title", new="Высадили 7 лип")) == ["true"]
    assert verdicts([edit], said("changed", field="title", new="Высадили 5 лип")) == ["false"]
    assert verdicts([edit], said("changed", field="author", new="7")) == ["false"]


def test_quotes_and_spaces_do_not_decide_whether_a_value_fits() -> None:
    edit = happened("edited", field="body", old="а", new="«Свой  дом» — наш")
    assert verdicts([edit], said("changed", field="body", new='про "Свой дом" - наш')) == ["true"]


def test_companions_of_what_was_told_earn_nothing_and_others_are_false() -> None:
    edit = happened("edited", field="title", new="7", companions=frozenset({"word_count"}))
    told = (
        said("changed", field="title", new="7"),
        said("changed", field="word_count"),
        said("changed", field="author"),
    )
    assert verdicts([edit], *told) == ["true", "neutral", "false"]


def test_a_companion_alone_is_false() -> None:
    edit = happened("edited", field="title", new="7", companions=frozenset({"word_count"}))
    assert verdicts([edit], said("changed", field="word_count")) == ["false"]


def test_two_edits_between_two_visits_are_told_by_the_last_value() -> None:
    edits = [happened("edited", hour, field="title", new=str(hour)) for hour in (1, 2)]
    matches = match(edits, [said("changed", 5, field="title", new="2")], identify)
    assert [happening.new for _, happening in matches.told] == ["1", "2"]


def test_a_change_is_told_once() -> None:
    edit = happened("edited", field="title", new="7")
    again = [said("changed", hour, field="title", new="7") for hour in (1, 13)]
    assert verdicts([edit], *again) == ["true", "false"]


def test_a_change_without_a_field_tells_of_all_that_changed() -> None:
    truth = [happened("status", field="status"), happened("sum", field="requested_kopecks")]
    matches = match(truth, [said("changed")], identify)
    assert [happening.kind for _, happening in matches.told] == ["status", "sum"]


def test_noise_is_no_change() -> None:
    assert verdicts([happened("noise")], said("changed")) == ["false"]


def test_a_page_that_turned_to_a_soft_404_rightly_differs_once() -> None:
    gone = happened("removed", how="soft_404")
    assert verdicts([gone], said("changed", 1), said("changed", 13)) == ["neutral", "false"]


def test_a_removal_is_suspected_once_and_claimed_once() -> None:
    truth = [happened("removed", how="404")]
    told = (said("missing", 1), said("gone", 60), said("gone", 80))
    assert verdicts(truth, *told) == ["true", "true", "false"]


def test_a_claim_after_the_page_came_back_is_false() -> None:
    truth = [happened("removed", until=NOON + 48 * HOUR), happened("restored", 48)]
    assert verdicts(truth, said("gone", 60), said("restored", 60)) == ["false", "true"]


@pytest.mark.parametrize("kind", ["noise", "scrolled", "moved", "edited"])
def test_absence_that_is_no_removal_is_false(kind: TruthKind) -> None:
    assert verdicts([happened(kind)], said("missing"), said("gone")) == ["false", "false"]


def test_a_flapping_page_may_be_suspected_and_restored_but_not_claimed() -> None:
    flap = happened("flapping", until=NOON + 8 * HOUR)
    told = (said("missing", 1), said("gone", 2), said("restored", 12))
    assert verdicts([flap], *told) == ["neutral", "false", "neutral"]


def test_a_move_is_told_by_either_address() -> None:
    assert verdicts([happened("moved")], said("moved"), said("moved", 9)) == ["true", "false"]


def test_a_block_is_told_once_while_it_lasts() -> None:
    block = happened("blocked", site_wide=True, how="403", until=NOON + 30 * HOUR)
    told = [said("blocked", hour, None) for hour in (1, 13, 40)]
    assert verdicts([block], *told) == ["true", "false", "false"]


def test_an_outage_taken_for_a_block_earns_nothing() -> None:
    outage = happened("failing", site_wide=True, how="503", until=NOON + 30 * HOUR)
    assert verdicts([outage], said("blocked", 1, None)) == ["neutral"]


def test_a_redesign_may_be_told_and_is_not_expected() -> None:
    turn = happened("redesign", site_wide=True, until=NOON + 99 * HOUR)
    assert verdicts([turn], said("redesign", 1, None)) == ["neutral"]
    assert verdicts([], said("redesign", 1, None)) == ["false"]
