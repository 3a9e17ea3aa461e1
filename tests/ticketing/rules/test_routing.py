"""Who gets a ticket."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from ticketing.rules.routing import Desk, Team, pick, served, team_for

TEAMS = [Team(1, frozenset({"物流", "订单"})), Team(2, frozenset({"退换退款"})), Team(3, frozenset())]


def desk(
    agent_id: int, groups: set[int], load: int = 0, capacity: int = 5, hours_ago: int | None = None
) -> Desk:
    last = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    return Desk(agent_id, frozenset(groups), load, capacity, last)


def test_a_category_goes_to_its_group_and_the_rest_to_the_group_for_everything() -> None:
    assert team_for("物流", TEAMS) == 1
    assert team_for("退换退款", TEAMS) == 2
    assert team_for("账户会员", TEAMS) == 3
    assert team_for("账户会员", TEAMS[:2]) is None


def test_who_has_least_to_do_gets_the_ticket() -> None:
    assert pick([desk(1, {1}, load=3), desk(2, {1}, load=1), desk(3, {2}, load=0)], 1) == 2


def test_of_equals_who_waited_longest_gets_the_ticket() -> None:
    assert pick([desk(1, {1}, hours_ago=1), desk(2, {1}, hours_ago=3)], 1) == 2
    assert pick([desk(1, {1}, hours_ago=1), desk(2, {1})], 1) == 2


def test_a_full_group_keeps_its_tickets_waiting() -> None:
    full = [desk(1, {1}, load=5), desk(2, {3})]
    assert pick(full, 1, overflow=[3]) is None


def test_a_group_with_nobody_online_lends_its_tickets() -> None:
    assert pick([desk(2, {3})], 1, overflow=[3]) == 2
    assert pick([desk(2, {2})], 1, overflow=[3]) is None


def test_a_ticket_without_a_group_goes_to_anyone() -> None:
    assert pick([desk(7, set())], None) == 7


desks = st.lists(
    st.builds(
        Desk,
        st.integers(1, 50),
        st.frozensets(st.integers(1, 4), max_size=3),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    max_size=8,
    unique_by=lambda desk: desk.agent_id,
)


@given(desks, st.none() | st.integers(1, 4), st.frozensets(st.integers(1, 4)))
def test_nobody_gets_more_than_fits_and_nobody_idler_is_passed_over(
    online: list[Desk], group_id: int | None, overflow: frozenset[int]
) -> None:
    chosen = pick(online, group_id, overflow)
    if chosen is None:
        mates = [each for each in online if group_id is None or group_id in each.group_ids]
        assert not any(each.has_room for each in mates)
        return
    desk_of = next(each for each in online if each.agent_id == chosen)
    assert desk_of.has_room
    rivals = [each for each in online if each.has_room and each.group_ids == desk_of.group_ids]
    assert all(desk_of.load <= rival.load for rival in rivals)


@given(desks, st.frozensets(st.integers(1, 4)))
def test_a_served_group_is_one_whose_ticket_finds_somebody(
    online: list[Desk], overflow: frozenset[int]
) -> None:
    groups = [1, 2, 3, 4]
    open_to = served(online, groups, sorted(overflow))
    for group_id in [None, *groups]:
        assert (group_id in open_to) == (pick(online, group_id, overflow) is not None)
