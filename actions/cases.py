"""After-sales cases that exist: how far they are, how to send goods back, withdrawing one."""

from typing import Any

from actions.answering import Answer, Events, marked
from actions.case_steps import step_choices, step_of
from actions.policies import look_up, say_article
from actions.service_client import Refused
from actions.turn import Turn, choice, person_choice

CLOSED = {"refused", "cancelled", "closed"}
SHOWN = 3


class CaseProgress(Answer):
    """退换修审核到哪了."""

    action_name = "action_case_progress"

    async def respond(self, turn: Turn) -> Events:
        """The cases' states; none: the way to open one."""
        cases = await _cases(turn)
        if not cases:
            turn.text_message(
                "utter_no_cases",
                [
                    choice("申请售后", "report_quality", about="claim"),
                    choice("退款进度", "ask_refund_progress"),
                ],
            )
            return []
        for case in cases[:SHOWN]:
            values = {"number": case["number"], "title": _title(case)}
            if len(cases) == 1 and case.get("timeline_text"):
                turn.text_message(
                    "utter_case_timeline",
                    [*step_choices(case), person_choice()],
                    timeline=case["timeline_text"],
                    **values,
                )
            else:
                turn.text_message(
                    "utter_case_status",
                    [*step_choices(case), person_choice()],
                    status=case["status_text"],
                    next_step=case["next_step_text"],
                    **values,
                )
        turn.table.put_case(cases[0]["number"])
        return []


class CancelCase(Answer):
    """不退了."""

    action_name = "action_cancel_case"

    async def respond(self, turn: Turn) -> Events:
        """Withdraw the one that is open, after a yes; several: ask which."""
        cases = [case for case in await _cases(turn) if step_of(case, "cancel")]
        if not cases:
            turn.text_message(
                "utter_no_open_case", [choice("售后进度", "ask_aftersale_progress"), person_choice()]
            )
            return []
        if len(cases) > 1:
            turn.text_message(
                "utter_ask_which_case",
                [
                    choice(
                        f"{_title(case)[:14]} {case['number'][-4:]}",
                        "cancel_aftersale",
                        case_number=case["number"],
                    )
                    for case in cases[:5]
                ],
            )
            return []
        case = cases[0]
        turn.table.put_case(case["number"])
        if turn.entity("sure") != "yes":
            turn.text_message(
                "utter_confirm_cancel_case",
                [
                    choice(
                        "撤销申请", "cancel_aftersale", primary=True, case_number=case["number"], sure="yes"
                    ),
                    choice("先留着", "deny"),
                ],
                number=case["number"],
                title=_title(case),
            )
            return []
        try:
            await turn.seam.post(f"cases/{case['number']}/cancellations", {})
        except Refused as refusal:
            turn.plain(refusal.detail, [person_choice()])
            return [marked("answered")]
        turn.text_message(
            "utter_case_cancelled",
            [choice("我的订单", "ask_order_status")],
            number=case["number"],
            title=_title(case),
        )
        return []


class ReturnShipping(Answer):
    """怎么寄回."""

    action_name = "action_return_shipping"

    async def respond(self, turn: Turn) -> Events:
        """The address of an approved case; else the rules."""
        article = await look_up(turn, "退货怎么寄回 运费")
        try:
            cases = [
                case for case in await _cases(turn) if case["status"] not in CLOSED and case["return_address"]
            ]
        except Refused:
            cases = []
        if cases:
            turn.table.put_case(cases[0]["number"])
            turn.text_message(
                "utter_return_address_of",
                [*step_choices(cases[0]), choice("售后进度", "ask_aftersale_progress")],
                number=cases[0]["number"],
                title=_title(cases[0]),
                next_step=cases[0]["next_step_text"],
            )
        if article:
            say_article(turn, article, [choice("申请退货", "request_return")])
        elif not cases:
            turn.text_message("utter_policy_unknown", [person_choice("no_answer")])
            return [marked("unsure")]
        return []


async def _cases(turn: Turn) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = (await turn.seam.get("cases"))["items"]
    number = turn.entity("case_number")
    return [case for case in cases if case["number"] == number] if number else cases


def _title(case: dict[str, Any]) -> str:
    return f"{case['line']['title']}，{case['route_text']}"
