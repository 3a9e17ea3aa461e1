"""What is being talked about: the goods on the table, so that 那这个呢 means something.

One slot, `scene`, bounded however long the talk is; `bot/components/context.py` reads it before a message's
intent is settled:
    {"asked": the last request's intent, "about": "order" | "product" | "case",
     "orders": [{"number", "status", "lines": [[id, product id, title]]}], "order": number, "line": id,
     "products": [[id, title]], "product": id, "case": number,
     "route": the way just explained, "refused": whether it is closed, "age": turns since any was named}
"""

from collections.abc import Sequence
from typing import Any

Scene = dict[str, Any]
MOST_ORDERS = 5
MOST_LINES = 4
MOST_PRODUCTS = 3
LONGEST_AGE = 6
"""Turns after which nobody means it any more."""


class Table:
    """The scene of one turn: what the action names is put on it, what is old falls off."""

    def __init__(self, before: Scene | None) -> None:
        self.scene: Scene = {**before} if before else {}
        self._named = False

    def put_orders(self, orders: Sequence[dict[str, Any]]) -> None:
        """Cards were shown; a single one is the one meant from now on."""
        if len(orders) == 1:
            self.put_order(orders[0])
            return
        self._name("order")
        self.scene["orders"] = [_order(each) for each in orders[:MOST_ORDERS]]
        for gone in ("order", "line"):
            self.scene.pop(gone, None)

    def put_order(self, order: dict[str, Any], line_id: str | None = None) -> None:
        """One order, or one line of it, is what the answer is about; the list that was shown stays."""
        self._name("order")
        shown = self.scene.get("orders") or []
        if order["number"] in {each["number"] for each in shown}:
            shown = [_order(order) if each["number"] == order["number"] else each for each in shown]
        else:
            shown = [_order(order)]
        self.scene.update(orders=shown, order=order["number"])
        lines = order.get("lines") or []
        self.scene["line"] = str(lines[0]["id"]) if line_id is None and len(lines) == 1 else line_id

    def put_products(self, products: Sequence[dict[str, Any]]) -> None:
        """Cards of products; one that stands in a list that was just shown leaves the list there."""
        self._name("product")
        cards = [[str(each["id"]), str(each["title"])] for each in products[:MOST_PRODUCTS]]
        shown = self.scene.get("products") or []
        if not (len(cards) == 1 and cards[0] in shown):
            self.scene["products"] = cards
        self.scene.pop("product", None)
        if len(cards) == 1:
            self.scene["product"] = cards[0][0]

    def put_case(self, number: str) -> None:
        """An after-sales case."""
        self._name("case")
        self.scene["case"] = number

    def put_route(self, name: str, *, is_refused: bool) -> None:
        """A way that was just explained."""
        self.scene.update(route=name, refused=is_refused)

    def after(self, asked: str | None) -> Scene | None:
        """The scene that this turn leaves; `asked` is its request, if it was one."""
        if asked:
            self.scene["asked"] = asked
        self.scene["age"] = 0 if self._named or asked else int(self.scene.get("age") or 0) + 1
        return None if self.scene["age"] > LONGEST_AGE or len(self.scene) == 1 else self.scene

    def _name(self, about: str) -> None:
        self._named = True
        self.scene["about"] = about
        for gone in ("route", "refused"):
            self.scene.pop(gone, None)


def _order(order: dict[str, Any]) -> Scene:
    lines = [
        [str(one["id"]), str(one.get("product_id") or ""), str(one["title"])]
        for one in (order.get("lines") or [])[:MOST_LINES]
    ]
    return {"number": order["number"], "status": order["status"], "lines": lines}
