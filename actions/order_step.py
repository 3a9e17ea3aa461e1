"""Tasks about one order: which one, what more is to be known, yes; and the step "which order" alone."""

from abc import abstractmethod
from typing import Any, ClassVar

from actions.orders import with_choices
from actions.picking import Order, find_one, read_order
from actions.tasks import Facts, Task, agrees, extra_choices
from actions.turn import Turn, choice


class OrderTask(Task):
    """Order, then `steps`, of which the last is the yes. A subclass asks and reads its own steps."""

    statuses: ClassVar[tuple[str, ...]]
    """The orders that it can be about."""
    which: ClassVar[str]
    """The sentence that asks for the order."""
    steps: ClassVar[tuple[str, ...]]

    @abstractmethod
    async def say_none(self, turn: Turn) -> None:
        """There is no such order: what can be done instead."""

    @abstractmethod
    def take(self, turn: Turn, facts: Facts, order: Order | None) -> bool:
        """Put what is needed of the order into the facts; False, and said why, when it cannot be done."""

    @abstractmethod
    def ask_more(self, turn: Turn, step: str, facts: Facts) -> None:
        """Ask one of `steps`."""

    @abstractmethod
    def read_more(self, turn: Turn, step: str, facts: Facts) -> bool:
        """Read the answer to one of `steps`; a yes at the last has been read already."""

    def expected_steps(self, facts: Facts) -> int:
        """The order and its own."""
        return 1 + len(self.steps)

    async def next_step(self, turn: Turn, facts: Facts) -> str | None:
        """Stops early when there is no order, or when it cannot be done with it any more."""
        if "order_number" not in facts:
            if not await candidates(turn, facts, self.statuses):
                await self.say_none(turn)
                facts["is_over"] = True
            return "order_number"
        if not self.take(turn, facts, await read_order(turn, facts["order_number"])):
            facts["is_over"] = True
            return None
        return next((step for step in self.steps if step not in facts), None)

    async def ask(self, turn: Turn, step: str, facts: Facts) -> None:
        """Cards of the orders, or the task's own question."""
        if step == "order_number":
            show(turn, self.which, await candidates(turn, facts, self.statuses), facts)
        else:
            self.ask_more(turn, step, facts)

    async def read(self, turn: Turn, step: str, facts: Facts) -> bool:
        """The order, the yes, or the task's own answer."""
        if step == "order_number":
            return await take_order(turn, facts, self.statuses)
        if step == self.steps[-1] and agrees(turn):
            facts[step] = True
            return True
        return self.read_more(turn, step, facts)


async def take_order(turn: Turn, facts: Facts, statuses: tuple[str, ...]) -> bool:
    """Put the order of this message into the facts as `order_number`; False when it is not clear.

    Raises Refused for a number that is not the shopper's.
    """
    order, found = await find_one(turn, statuses)
    if order is not None:
        facts["order_number"] = order["number"]
        facts["order_status"] = order["status"]
        return True
    facts["candidates"] = [each["number"] for each in found]
    return False


async def candidates(turn: Turn, facts: Facts, statuses: tuple[str, ...]) -> list[Order]:
    """The orders to choose from."""
    found: list[Order] = (await turn.seam.get("orders", limit=10))["items"]
    return [order for order in found if order["status"] in statuses]


def show(turn: Turn, name: str, orders: list[Order], facts: Facts, **values: Any) -> None:
    """Cards with one button each."""
    cards = []
    for order in orders:
        card = with_choices(order)
        card["choices"] = [choice("选这单", "inform", primary=True, order_number=order["number"])]
        cards.append(card)
    turn.orders(turn.words(name, **values), cards, extra_choices(facts))
