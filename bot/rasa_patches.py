"""Changes to Rasa 3.6.21 itself, each with the reason and a test that fails when Rasa changes underneath."""

from typing import Any

import rasa
import rasa.core.agent
from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction

RASA = "3.6.21"


class WrongRasa(RuntimeError):
    """The patches were written for another Rasa."""


def apply_patches() -> None:
    """Idempotent. Raises WrongRasa rather than patch what nobody has looked at."""
    if rasa.__version__ != RASA:
        raise WrongRasa(
            f"bot/rasa_patches.py is for Rasa {RASA}, this is {rasa.__version__}: look at both patches"
        )
    _validate_with_one_validator()
    _never_remember_in_memory()


def _validate_with_one_validator() -> None:
    """jsonschema.validate re-checks the constant schema itself on every action: 12 of a turn's 24 ms."""
    validator = Draft7Validator(RemoteAction.action_response_format_spec())

    def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = _validate_action_result


def _never_remember_in_memory() -> None:
    """With a locked database Rasa goes on in memory unsaid; it must fail, so that the gateway apologises."""
    rasa.core.agent.FailSafeTrackerStore = lambda store: store
