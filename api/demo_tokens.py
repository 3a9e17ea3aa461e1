"""`python -m api.demo_tokens ROLE`: a short-lived bearer token for scripts, in demo mode only."""

import sys
from datetime import UTC, datetime

from sqlalchemy import select

from api.settings import Settings
from api.tokens import issue
from ticketing.customers import sign_in
from ticketing.database import open_engine, open_sessions
from ticketing.models import Agent, ShopMember

ROLES = ("agent", "lead", "admin")


def demo_token(role: str, settings: Settings, now: datetime) -> str:
    """A token of `role`: agent, lead, admin, service, or shopper:DEMO_ID.

    Raises ValueError outside demo mode and for an unknown role or shopper.
    """
    if not settings.demo:
        raise ValueError("tokens for scripts exist in demo mode only")
    if role == "service":
        return issue(settings.service_secret.get_secret_value(), "service", "script", now)[0]
    secret = settings.secret_key.get_secret_value()
    with open_sessions(open_engine(settings.database_url)).begin() as session:
        if role in ROLES:
            agent = session.scalars(
                select(Agent).where(Agent.role == role, Agent.is_active).order_by(Agent.id)
            ).first()
            if agent is None:
                raise ValueError(f"no {role} in the database: start `dev.py run` once")
            return issue(secret, "agent", str(agent.id), now, role=agent.role, ver=agent.token_version)[0]
        kind, _, member_id = role.partition(":")
        member = session.get(ShopMember, member_id) if kind == "shopper" else None
        if member is None:
            known = ", ".join(session.scalars(select(ShopMember.id).order_by(ShopMember.id)))
            raise ValueError(
                f"unknown role {role!r}: agent, lead, admin, service or shopper:ID with ID of {known}"
            )
        customer = sign_in(session, external_id=member.id, name=member.name, now=now)
        session.flush()
        return issue(secret, "shopper", str(customer.id), now)[0]


def main() -> int:
    """Print the token; 2 and a sentence on stderr when there is none."""
    try:
        role = sys.argv[1] if len(sys.argv) > 1 else ""
        sys.stdout.write(demo_token(role, Settings(), datetime.now(UTC)) + "\n")  # type: ignore[call-arg]
    except ValueError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
