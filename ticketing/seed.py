"""Everything that the demo starts with; what is there already is left as it is."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from ticketing.agents import seed_agents
from ticketing.case_stories import seed_cases
from ticketing.knowledge import seed_articles
from ticketing.shop.stories import seed_members, seed_products


def seed(session: Session, passwords: Mapping[str, str], now: datetime) -> None:
    """Products, shoppers with their stories (told from `now`), help articles, agents, cases at work.

    Running it again, on any later day, changes nothing: a member who exists keeps his orders.
    """
    seed_products(session, now)
    seed_members(session, now)
    seed_articles(session, now)
    seed_agents(session, passwords, now)
    seed_cases(session, now)
