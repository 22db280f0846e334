"""What a walk through a listing proves, and what it does not."""

from crawler.discovery.listings import Listing
from crawler.walk import SHORT, Walk

URL = "https://fund.example/cards?page=1"


def page(last: int | None = None, next_url: str | None = None, total: int | None = None) -> Listing:
    return Listing(
        found=(),
        total=total,
        last=last,
        next_url=next_url,
        pattern=f"https://fund.example/cards?page={last}" if last else None,
    )


def address(number: int) -> str:
    return f"https://fund.example/cards?page={number}"


def walk_of(*pages: tuple[set[str], int], total: int | None = None) -> tuple[Walk, str | None]:
    walk = Walk(listing=URL)
    following: str | None = None
    for number, (keys, last) in enumerate(pages, start=1):
        onward = address(number + 1) if last > number else None
        following = walk.read(address(number), page(last, onward, total), keys, brings_unknown=True)
    return walk, following


def test_the_page_after_the_stated_end_is_asked_for() -> None:
    walk, following = walk_of(({"a"}, 2), ({"b"}, 2))
    assert following == address(3)
    assert not walk.complete


def test_an_empty_page_after_the_end_proves_the_end() -> None:
    walk, following = walk_of(({"a"}, 2), ({"b"}, 2), (set(), 2))
    assert following is None
    assert walk.complete
    assert (walk.end, walk.after) == ("last page stated", "empty page")


def test_a_repeated_page_after_the_end_proves_the_end() -> None:
    walk, _ = walk_of(({"a"}, 2), ({"b"}, 2), ({"b"}, 2))
    assert walk.complete
    assert walk.after == "repeated page"


def test_a_missing_page_after_the_end_proves_the_end() -> None:
    walk, _ = walk_of(({"a"}, 2), ({"b"}, 2))
    walk.broken("404")
    assert walk.complete
    assert walk.after == "not found"


def test_something_new_after_the_stated_end_leads_on() -> None:
    walk, following = walk_of(({"a"}, 2), ({"b"}, 2), ({"c"}, 2))
    assert following == address(4)
    assert not walk.complete
    assert len(walk.keys) == 3


def test_an_empty_page_in_the_middle_proves_nothing() -> None:
    walk, following = walk_of(({"a"}, 9), (set(), 9))
    assert following is None
    assert not walk.complete
    assert walk.after == "empty page"


def test_an_error_proves_nothing() -> None:
    walk, _ = walk_of(({"a"}, 9))
    walk.broken("500")
    assert not walk.complete
    assert walk.fault == "error: 500"
    after, _ = walk_of(({"a"}, 1))
    after.broken("timeout")
    assert not after.complete


def test_an_empty_first_page_proves_nothing() -> None:
    walk, _ = walk_of((set(), 1))
    assert not walk.complete


def test_a_listing_without_a_pager_or_a_total_proves_nothing() -> None:
    walk = Walk(listing=URL)
    assert walk.read(URL, page(), {"a"}, brings_unknown=True) is None
    assert (walk.end, walk.complete) == ("no next link", False)


def test_a_long_known_listing_is_left_early_unless_asked_for_in_full() -> None:
    for full, left in ((False, True), (True, False)):
        walk = Walk(listing=URL, full=full)
        for number in range(1, SHORT + 1):
            onward = address(number + 1)
            following = walk.read(
                address(number), page(999, onward), {str(number)}, brings_unknown=False
            )
        assert (following is None) is left
        assert not walk.complete


def test_links_that_lead_back_do_not_make_a_ring() -> None:
    walk = Walk(listing=URL)
    walk.read(
        "https://a.example/1", page(next_url="https://a.example/2"), {"a"}, brings_unknown=True
    )
    onward = walk.read(
        "https://a.example/2", page(next_url="https://a.example/1"), {"b"}, brings_unknown=True
    )
    assert onward is None


def test_a_stated_total_that_does_not_match_proves_nothing() -> None:
    walk, _ = walk_of(({"a"}, 2), ({"b"}, 2), (set(), 2), total=3)
    assert not walk.complete
    assert walk.proof()["total"] == 3


def test_a_stated_total_that_matches_belongs_to_the_proof() -> None:
    walk, _ = walk_of(({"a"}, 2), ({"b"}, 2), (set(), 2), total=2)
    assert walk.complete


def test_an_empty_page_in_the_midst_ends_the_walk_without_a_proof() -> None:
    walk, following = walk_of(({"a"}, 3), (set(), 3))
    assert following is None
    assert not walk.complete


def test_a_page_number_clamped_in_the_midst_ends_the_walk_without_a_proof() -> None:
    walk, following = walk_of(({"a"}, 3), ({"a"}, 3))
    assert following is None
    assert not walk.complete
