"""The ledger as the console gets it."""

from collections.abc import Mapping
from typing import Any

from ticketing.models import Agent, Commitment
from ticketing.rules.commitments import STATUTORY, Kind
from ticketing.rules.legal_rules import LEGAL_RULES, LegalRule


def commitment_view(commitment: Commitment, rules: Mapping[str, LegalRule] = LEGAL_RULES) -> dict[str, Any]:
    """One commitment with its source, and whether only a lead may end it by hand."""
    rule = rules.get(commitment.rule_id or "")
    return {
        "id": commitment.id,
        "kind": commitment.kind,
        "state": commitment.state,
        "due_at": commitment.due_at,
        "provisional": commitment.provisional,
        "is_statutory": Kind(commitment.kind) in STATUTORY,
        "rule": rule
        and {
            "id": rule.id,
            "law": rule.law,
            "article": rule.article,
            "mark": rule.mark.value,
            "text": rule.text,
        },
        "quote": commitment.quote,
        "made_at": commitment.made_at,
        "breached_at": commitment.breached_at,
        "settled_at": commitment.settled_at,
        "settled_by": commitment.settled_by,
        "reason": commitment.reason,
        "owner": _named(commitment.owner),
        "escalated_to": _named(commitment.escalated_to),
        "customer": {"id": commitment.customer.id, "name": commitment.customer.name},
        "ticket_number": commitment.ticket.number if commitment.ticket else None,
        "case_number": commitment.case.number if commitment.case else None,
        "conversation_id": commitment.conversation_id,
    }


def row_commitment(commitment: Commitment | None) -> dict[str, Any] | None:
    """What a ticket's row shows: the next thing that is owed."""
    if commitment is None:
        return None
    return {
        "kind": commitment.kind,
        "state": commitment.state,
        "due_at": commitment.due_at,
        "provisional": commitment.provisional,
    }


def _named(agent: Agent | None) -> dict[str, Any] | None:
    return None if agent is None else {"id": agent.id, "name": agent.name}
