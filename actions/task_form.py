"""The loop around every task: Rasa's form calls it on each message while a task is open."""

import copy
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecutionRejected, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.address_task import ChangeAddress
from actions.aftersales_task import Aftersales
from actions.aftersales_words import read_wish
from actions.answering import Answer, Events, marked, say_refusal
from actions.cancel_task import CancelOrder
from actions.case_task import CaseStep
from actions.handoff import hand_off
from actions.intents import NO_REQUEST
from actions.invoice_task import RequestInvoice
from actions.service_client import Refused
from actions.tasks import Facts, Task, leaves, skips, wants_back
from actions.ticket_task import OpenTicket
from actions.turn import Turn, choice, person_choice

FORM = "task_form"
REQUESTED = "requested_slot"
ANSWER = "task_answer"
TASKS: dict[str, Task] = {
    task.name: task
    for task in (Aftersales(), CancelOrder(), ChangeAddress(), RequestInvoice(), OpenTicket(), CaseStep())
}
STARTS: dict[str, tuple[str, Facts]] = {
    "request_return": ("aftersales", {"wish": "return"}),
    "request_exchange": ("aftersales", {"wish": "exchange"}),
    "request_refund": ("aftersales", {"wish": "refund_only"}),
    "request_repair": ("aftersales", {"wish": "repair"}),
    "report_quality": ("aftersales", {"reason": "quality"}),
    "report_damage": ("aftersales", {"reason": "arrived_damaged"}),
    "report_missing": ("aftersales", {"reason": "missing_part"}),
    "report_wrong_item": ("aftersales", {"reason": "wrong_item"}),
    "request_compensation": ("ticket", {"about": "compensation"}),
    "cancel_order": ("cancel_order", {}),
    "change_address": ("change_address", {}),
    "request_invoice": ("invoice", {}),
    "change_invoice": ("ticket", {"about": "invoice"}),
    "change_order": ("ticket", {"about": "change_order"}),
    "add_order_note": ("ticket", {"about": "note"}),
    "take_case_step": ("case_step", {}),
    "open_ticket": ("ticket", {"about": "complaint"}),
    "suggest": ("ticket", {"about": "suggestion"}),
}
"""Which task an intent opens, with what it already says."""
HANDS_OVER = {"ask_human", "alert_danger"}
SURE = 0.6
"""From here on a question in the middle of a task is taken for one."""
MISREAD_LIMIT = 2


class ValidateTaskForm(Answer):
    """Begins, continues, leaves and ends tasks."""

    action_name = "validate_task_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """As every answer; a failure of the service leaves the task where it was."""
        events = await super().run(dispatcher, tracker, domain)
        if not any(
            event.get("name") == REQUESTED or event.get("event") == "action_execution_rejected"
            for event in events
        ):
            # The service failed or refused: an open task stays open, one that could not begin ends.
            before = tracker.get_slot("task")
            events += _stay(before) if before else _leave()
        return events

    async def respond(self, turn: Turn) -> Events:
        """One message."""
        state = copy.deepcopy(turn.slot("task"))
        if _was_interrupted(turn):
            turn.reports = False
            return await _ask_again(turn, state, lead="utter_task_goes_on") if state else _leave()
        if state is None:
            return await self._begin(turn)
        return await self._continue(turn, state)

    async def _begin(self, turn: Turn) -> Events:
        paused = turn.slot("paused_task")
        if turn.intent == "resume_task":
            if paused:
                return await _ask_again(turn, copy.deepcopy(paused), lead="utter_task_resumed")
            turn.text_message(
                "utter_nothing_to_resume",
                [choice("申请售后", "report_quality", about="claim"), choice("我的订单", "ask_order_status")],
            )
            return _leave()
        name, preset = STARTS.get(turn.intent, ("ticket", {"about": "complaint"}))
        if (
            paused
            and paused["name"] == name
            and (turn.leans_on_talk or not turn.entities)
            and turn.entity("fresh") is None
            and _same(paused, preset)
        ):
            turn.text_message(
                "utter_task_resume_or_new",
                [
                    choice("接着办", "resume_task", primary=True),
                    choice("重新开始", turn.intent, fresh="yes"),
                ],
                title=TASKS[name].heading(paused["facts"]),
            )
            return _leave()
        task = TASKS[name]
        facts = await task.begin(turn, {**preset})
        return await _advance(turn, _new_state(name, facts))

    async def _continue(self, turn: Turn, state: dict[str, Any]) -> Events:
        task, facts, step = TASKS[state["name"]], state["facts"], state["asked"]
        if turn.intent in HANDS_OVER:
            return _reject(turn, state)
        if leaves(turn) and not skips(turn):
            turn.text_message(
                "utter_task_paused",
                [choice("继续办理", "resume_task", primary=True), choice("我的订单", "ask_order_status")],
                title=task.heading(facts),
            )
            return [SlotSet("paused_task", state), *_leave()]
        if wants_back(turn):
            return await _step_back(turn, state)
        place = (state.get("form") or {}).get("step", 1), (state.get("form") or {}).get("of", 1)
        if await task.explain(turn, step, facts, place):
            turn.is_answer = True
            await _ask(turn, state, step)
            return _stay(state)
        if await task.read(turn, step, facts):
            if not facts.pop("corrected", False):
                state["order"] = [one for one in state["order"] if one != step] + [step]
            state["misread"] = 0
            turn.is_answer = True
            if facts.pop("is_over", False):
                return await _end(turn, facts)
            return await _advance(turn, state)
        start = STARTS.get(turn.intent) or _start_by_words(turn)
        if (
            start
            and step not in task.free_text
            and (turn.is_tap or turn.confidence >= SURE or turn.intent not in STARTS)
        ):
            again = start[0] == task.name and not turn.is_tap
            if again and not (_names_goods(turn) or _changes(facts, start[1])):
                await _ask(turn, state, step)
                return _stay(state)
            return await _switch(turn, state, *start)
        if turn.intent not in NO_REQUEST and (turn.is_tap or turn.confidence >= SURE):
            return _reject(turn, state)
        if turn.intent in {"greet", "thanks", "bot_challenge", "goodbye"} and turn.confidence >= SURE:
            return _reject(turn, state)
        return await _misread(turn, state)


def _new_state(name: str, facts: Facts) -> dict[str, Any]:
    return {"name": name, "facts": facts, "asked": None, "order": [], "form": None}


async def _end(turn: Turn, facts: Facts) -> Events:
    """The task is over without being done; where nobody could say yes, a person goes on."""
    reason = facts.pop("hands_over", None)
    if reason is None:
        return _leave()
    if not turn.said:
        turn.text_message("utter_no_is_taken")
    return [*_leave(), *await hand_off(turn, reason, facts)]


def _start_by_words(turn: Turn) -> tuple[str, Facts] | None:
    """退T恤: too short for the model, clear enough with goods and a wish in it."""
    wish = read_wish(turn.raw) if turn.intent == "nlu_fallback" and _names_goods(turn) else None
    return ("aftersales", {"wish": wish}) if wish else None


def _names_goods(turn: Turn) -> bool:
    return turn.entity("product") is not None or turn.entity("order_number") is not None


def _changes(facts: Facts, preset: Facts) -> bool:
    return any(facts.get(name) not in (None, value) for name, value in preset.items())


def _same(paused: dict[str, Any], preset: Facts) -> bool:
    return all(paused["facts"].get(name) == value for name, value in preset.items())


def _was_interrupted(turn: Turn) -> bool:
    """Whether another action has just answered this message, so that it is no answer to the task."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action_execution_rejected" and event.get("name") == FORM:
            return True
    return False


async def _advance(turn: Turn, state: dict[str, Any]) -> Events:
    """Ask the next question, or do the task when nothing is missing."""
    task, facts = TASKS[state["name"]], state["facts"]
    step = await task.next_step(turn, facts)
    if facts.pop("is_over", False):
        return await _end(turn, facts)
    if step is None:
        try:
            await task.finish(turn, facts)
        except Refused as refusal:
            say_refusal(turn, refusal)
        following = task.follow_up(facts)
        if following is None:
            return [SlotSet("paused_task", None), *_leave()]
        turn.text_message("utter_task_next")
        return await _advance(turn, _new_state(state["name"], following))
    await _ask(turn, state, step)
    return _stay(state)


async def _ask(turn: Turn, state: dict[str, Any], step: str) -> None:
    task, facts = TASKS[state["name"]], state["facts"]
    state["asked"] = step
    place, total = task.progress(facts, step, [one for one in state["order"] if one != step])
    state["form"] = {"name": state["name"], "title": task.heading(facts), "step": place, "of": total}
    facts["can_go_back"] = bool(state["order"])
    await task.ask(turn, step, facts)


async def _ask_again(turn: Turn, state: dict[str, Any], lead: str) -> Events:
    task, facts = TASKS[state["name"]], state["facts"]
    turn.text_message(lead, title=task.heading(facts))
    step = state["asked"] or await task.next_step(turn, facts)
    if step is None:
        return await _advance(turn, state)
    await _ask(turn, state, step)
    return [SlotSet("paused_task", None), *_stay(state)]


async def _step_back(turn: Turn, state: dict[str, Any]) -> Events:
    if not state["order"]:
        turn.text_message("utter_task_first_step")
        await _ask(turn, state, state["asked"])
        return _stay(state)
    step = state["order"].pop()
    TASKS[state["name"]].forget(step, state["facts"])
    return await _advance(turn, state)


async def _switch(turn: Turn, state: dict[str, Any], name: str, preset: Facts) -> Events:
    """The shopper wants something else now: the same goods another way, or another task."""
    task, facts = TASKS[name], {**preset}
    if name == state["name"] and not _names_goods(turn):
        facts = task.carry(state["facts"], facts)
    facts = await task.begin(turn, facts)
    fresh = _new_state(name, facts)
    turn.text_message("utter_task_switched", title=task.heading(facts))
    paused = [] if name == state["name"] else [SlotSet("paused_task", state)]
    return [*paused, *await _advance(turn, fresh)]


async def _misread(turn: Turn, state: dict[str, Any]) -> Events:
    """Not understood: ask again; at the second time name the person too."""
    state["misread"] = int(state.get("misread") or 0) + 1
    if state["misread"] >= MISREAD_LIMIT:
        turn.text_message("utter_task_misread_again", [person_choice("two_failures")])
    else:
        turn.text_message("utter_task_misread")
    await _ask(turn, state, state["asked"])
    return [*_stay(state), marked("unsure")]


def _reject(turn: Turn, state: dict[str, Any]) -> Events:
    """Let the message's own rule answer it; Rasa then comes back here."""
    turn.reports = False
    return [SlotSet("task", state), ActionExecutionRejected(FORM)]


def _stay(state: dict[str, Any]) -> Events:
    return [SlotSet("task", state), SlotSet(REQUESTED, ANSWER)]


def _leave() -> Events:
    return [SlotSet("task", None), SlotSet(REQUESTED, None)]
