"""From what Rasa's REST channel says to messages of the protocol; what a button does stays with us."""

from collections.abc import Mapping
from typing import Any, get_args

from ticketing.handoffs import BUTTON
from ticketing.inbound import choices_in
from ticketing.messages import Kind, clean_text
from ticketing.turns import Reply

MOST_REPLIES = 10
LONGEST = 4000
LONGEST_PAYLOAD = 2000
MOST_CHOICES = 40
SAYABLE = set(get_args(Kind)) - {"notice", "survey", "image"}
"""Notices and surveys are the service's own; pictures would need an upload."""


def read_answer(answer: object) -> list[Reply]:
    """The replies of one turn, in order. Raises ValueError for what is not a list of Rasa's messages."""
    if not isinstance(answer, list) or not all(isinstance(one, Mapping) for one in answer):
        raise ValueError("the assistant did not answer with a list of messages")
    replies = [reply for one in answer if (reply := _reply(one)) is not None]
    return replies[:MOST_REPLIES]


def _reply(one: Mapping[str, Any]) -> Reply | None:
    custom = one.get("custom")
    if isinstance(custom, Mapping):
        kind = str(custom.get("kind", "text"))
        body = {str(key): value for key, value in custom.items() if key != "kind"}
        body.setdefault("text", "")
    else:
        kind, body = "text", {"text": one.get("text") or ""}
        if buttons := one.get("buttons"):
            kind = "buttons"
            body["choices"] = list(buttons)
    if kind not in SAYABLE:
        raise ValueError(f"the assistant may not say {kind!r}")
    cleaned = _clean(body)
    if not isinstance(cleaned["text"], str):
        raise ValueError("a message of the assistant has a text that is none")
    payloads = _take_payloads(cleaned)
    if kind in {"text", "buttons"} and not cleaned["text"].strip() and not payloads:
        return None
    return Reply(kind, cleaned, payloads or None)  # type: ignore[arg-type]


def _take_payloads(body: dict[str, Any]) -> dict[str, str]:
    """Give every choice an id of its own, take its payload out, and leave title and style."""
    payloads: dict[str, str] = {}
    for number, choice in enumerate(choices_in(body), start=1):
        title, payload = choice.get("title"), choice.get("payload")
        if not isinstance(title, str) or not isinstance(payload, str) or number > MOST_CHOICES:
            raise ValueError("a choice of the assistant lacks title or payload, or there are too many")
        if len(payload) > LONGEST_PAYLOAD or (payload.startswith("#") and payload != BUTTON):
            raise ValueError("a choice of the assistant has a payload that is not its own")
        wanted = str(choice.get("id") or "")
        is_usable = 0 < len(wanted) <= 40 and wanted.isascii() and wanted.isprintable()
        name = wanted if is_usable and " " not in wanted and wanted not in payloads else f"{number}"
        while name in payloads:
            name = f"{name}x"
        style = "primary" if choice.get("style") == "primary" else None
        choice.clear()
        choice.update({"id": name, "title": title, "style": style})
        payloads[name] = payload
    return payloads


def _clean(value: Any) -> Any:
    """The value without what a database cannot store; overlong texts end with …."""
    if isinstance(value, str):
        text = clean_text(value)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    if isinstance(value, Mapping):
        return {clean_text(str(key)): _clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value
