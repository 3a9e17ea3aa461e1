"""Invoices that exist. Asking for one is a task: actions/invoice_task.py."""

from actions.answering import Answer, Events
from actions.formats import day, tail, yuan
from actions.turn import Turn, choice, person_choice

SHOWN = 3


class InvoiceStatus(Answer):
    """发票在哪看."""

    action_name = "action_invoice_status"

    async def respond(self, turn: Turn) -> Events:
        """Each invoice's state."""
        invoices = (await turn.seam.get("invoices", order_number=turn.entity("order_number")))["items"]
        if not invoices:
            turn.text_message(
                "utter_no_invoice", [choice("开发票", "request_invoice", primary=True), person_choice()]
            )
            return []
        for invoice in invoices[:SHOWN]:
            values = {
                "tail": tail(invoice["order_number"]),
                "kind": invoice["kind"],
                "title": invoice["title"],
                "amount": yuan(invoice["amount_fen"]),
            }
            if invoice["status"] == "issued" and invoice.get("issued_at"):
                turn.text_message("utter_invoice_issued", day=day(invoice["issued_at"], turn.now), **values)
            else:
                turn.text_message(
                    "utter_invoice_requested", day=day(invoice["requested_at"], turn.now), **values
                )
        turn.text_message(
            "utter_invoice_more", [choice("改抬头", "change_invoice"), choice("再开一张", "request_invoice")]
        )
        return []
