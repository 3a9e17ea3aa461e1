"""After-sales cases as they stand beside a ticket or a customer."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from ticketing.models import AftersalesCase, Agent


def case_views(session: Session, cases: Sequence[AftersalesCase], agent: Agent) -> list[dict[str, Any]]:
    """The cases as this agent sees them."""
    return []
