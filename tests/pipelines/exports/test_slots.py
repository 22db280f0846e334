"""Files that are made at once: so many of a kind, one of a kind for an address."""

from pipelines.exports.slots import Slots


def test_there_is_room_for_so_many_of_a_kind_and_again_when_one_is_done() -> None:
    slots = Slots()
    assert [slots.take("sql", 1, one) for one in ("192.0.2.1", "192.0.2.2")] == [True, False]
    assert slots.take("named", 1, "192.0.2.2")
    slots.give("sql", "192.0.2.1")
    assert slots.take("sql", 1, "192.0.2.2")


def test_one_address_does_not_take_every_place() -> None:
    slots = Slots()
    given = ("192.0.2.1", "192.0.2.1", "192.0.2.2")
    assert [slots.take("named", 5, one) for one in given] == [True, False, True]


def test_who_is_not_counted_is_bounded_by_the_kind_alone() -> None:
    slots = Slots()
    assert [slots.take("named", 2, None) for _ in range(3)] == [True, True, False]
