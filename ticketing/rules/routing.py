"""Which desk a ticket goes to: the group by its category, then the person with the least to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Team:
    """A group and the first-level categories that come to it; without any it takes the rest."""

    group_id: int
    categories: frozenset[str]


@dataclass(frozen=True)
class Desk:
    """An online agent: how many tickets wait for him (`load`), how many he takes, when he got the last."""

    agent_id: int
    group_ids: frozenset[int]
    load: int
    capacity: int
    last_given_at: datetime | None = None

    @property
    def has_room(self) -> bool:
        """Whether one more ticket fits."""
        return self.load < self.capacity


def team_for(category1: str, teams: Iterable[Team]) -> int | None:
    """The id of the group that has the category, else of one that takes the rest, else None."""
    ordered = sorted(teams, key=lambda team: team.group_id)
    for team in ordered:
        if category1 in team.categories:
            return team.group_id
    return next((team.group_id for team in ordered if not team.categories), None)


def pick(desks: Sequence[Desk], group_id: int | None, overflow: Iterable[int] = ()) -> int | None:
    """The agent for a ticket of this group, or None while nobody has room.

    Of those with room, who has least to do; of equals, who waited longest for a ticket. A group with
    nobody online lends its tickets to the `overflow` groups; a ticket without a group goes to anyone.
    """
    online = desks if group_id is None else [desk for desk in desks if group_id in desk.group_ids]
    if not online:
        lent_to = frozenset(overflow)
        online = [desk for desk in desks if desk.group_ids & lent_to]
    free = [desk for desk in online if desk.has_room]
    if not free:
        return None
    return min(free, key=lambda desk: (desk.load, desk.last_given_at or NEVER, desk.agent_id)).agent_id


def served(desks: Sequence[Desk], group_ids: Iterable[int], overflow: Sequence[int]) -> set[int | None]:
    """The groups (None: without a group) whose next ticket would find somebody now."""
    wanted: list[int | None] = [None, *group_ids]
    return {group_id for group_id in wanted if pick(desks, group_id, overflow) is not None}
