"""A campaign for many, at any hour of the day."""

from datetime import UTC, datetime

from sqlalchemy import insert

from tests.builders import an_agent
from ticketing import campaigns
from ticketing.database import Sessions
from ticketing.models import Customer, ShopMember


def a_campaign_for_many(sessions: Sessions, number: int) -> int:
    """A draft for so many members, with no quiet hours so that the test runs at any time of day."""
    now = datetime.now(UTC)
    with sessions.begin() as session:
        member = {"phone": "", "email": "", "level": "普通会员", "points": 0, "growth": 0, "joined_at": now}
        names = [f"m{index:04}" for index in range(number)]
        session.execute(insert(ShopMember), [{**member, "id": name, "name": name} for name in names])
        session.execute(
            insert(Customer), [{"external_id": name, "name": name, "created_at": now} for name in names]
        )
        campaign = campaigns.create(
            session,
            name="全体会员",
            audience={"kind": "members", "since_days": 30},
            schedule={"delay_hours": 0, "quiet_from": "00:00", "quiet_to": "00:00"},
            questions={},
            channel="in_app",
            by=an_agent(session, role="lead"),
            now=now,
        )
        return campaign.id
