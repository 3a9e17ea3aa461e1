"""Tasks in several steps: one engine that asks, reads, goes back, is interrupted, left and resumed.

The task's state is one slot, `task`:
    {"name", "facts": what is known, "asked": the open step, "order": answered steps, "form": progress}
A task says which step is next; it asks only for what its facts do not hold yet.
"""

import re
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from actions.turn import Choice, Turn, choice

Facts = dict[str, Any]
BACK = re.compile(
    r"^(?:返回)?(?:上一步|上一个|返回|后退|回到上一步|退回上一步|重选|重新选|选错了|点错了)[了吧啊。!]*$"
)
SKIP = re.compile(
    r"^(?:跳过|没有|没|无|不用|不传|没照片|没有照片|不方便|略过|算了没有|暂时没有)[了吧啊的。!]*$"
)
LEAVE = re.compile(
    r"^(?:那|那就|算了|唉|哎|好吧|[，, ])*(?:我)?(?:不|先不|暂时不|不想|不要|还是不)"
    r"(?:退|换|修|弄|办|申请|取消|改|开)(?:货|票)?了?[吧啊了。!]*$"
)
LEAVE_TITLE = "先不弄了"
BACK_TITLE = "上一步"


class Task(ABC):
    """One kind of task. Everything it knows is in the facts, so that it can be resumed at any step."""

    name: ClassVar[str]
    title: ClassVar[str]
    free_text: ClassVar[frozenset[str]] = frozenset()
    """Steps that take any words for an answer, questions among them too."""

    @abstractmethod
    async def begin(self, turn: Turn, facts: Facts) -> Facts:
        """What the first message already tells; `facts` holds what the intent presets."""

    @abstractmethod
    async def next_step(self, turn: Turn, facts: Facts) -> str | None:
        """The first step that is not answered; None: finish. May fetch facts and put them in."""

    @abstractmethod
    async def ask(self, turn: Turn, step: str, facts: Facts) -> None:
        """Ask it, with choices; `extra_choices` are to be added to every question."""

    @abstractmethod
    async def read(self, turn: Turn, step: str, facts: Facts) -> bool:
        """Put this message's answer into the facts; False when it is none."""

    @abstractmethod
    async def finish(self, turn: Turn, facts: Facts) -> None:
        """Do it and say what came of it; may raise ServiceError."""

    async def explain(self, turn: Turn, step: str, facts: Facts, place: tuple[int, int]) -> bool:
        """Answer a question about the task itself (why, how much, how far); False when it is none."""
        return False

    def carry(self, facts: Facts, preset: Facts) -> Facts:
        """What stays known when the same task begins another way."""
        return preset

    def follow_up(self, facts: Facts) -> Facts | None:
        """With which facts the same task begins once more when this one is done; None: it does not."""
        return None

    def forget(self, step: str, facts: Facts) -> None:
        """Take one step's answer back."""
        facts.pop(step, None)

    def heading(self, facts: Facts) -> str:
        """The task's name before the shopper."""
        return self.title

    def progress(self, facts: Facts, step: str, answered: list[str]) -> tuple[int, int]:
        """Which step of how many; a guess that may grow while facts turn up."""
        place = len(answered) + 1
        return place, max(place, self.expected_steps(facts))

    @abstractmethod
    def expected_steps(self, facts: Facts) -> int:
        """How many questions this task usually takes."""


def extra_choices(facts: Facts, *, skippable: bool = False) -> list[Choice]:
    """What every question offers besides its answers."""
    extra = [choice("跳过", "inform", step="skip")] if skippable else []
    if facts.get("can_go_back"):
        extra.append(choice(BACK_TITLE, "step_back"))
    return [*extra, choice(LEAVE_TITLE, "stop")]


def leaves(turn: Turn) -> bool:
    """先不弄了, 算了不退了."""
    return turn.intent == "stop" or (not turn.is_tap and bool(LEAVE.match(turn.raw.strip())))


def wants_back(turn: Turn) -> bool:
    """上一步, tapped or typed."""
    return turn.intent == "step_back" or bool(BACK.match(turn.raw.strip()))


def skips(turn: Turn) -> bool:
    """跳过, tapped or typed."""
    return turn.entity("step") == "skip" or bool(SKIP.match(turn.raw.strip()))


def agrees(turn: Turn) -> bool:
    """A yes, tapped or typed."""
    return turn.entity("step") == "yes" or turn.intent == "affirm" or bool(YES.match(turn.raw.strip()))


def disagrees(turn: Turn) -> bool:
    """A no, tapped or typed."""
    return turn.entity("step") == "no" or turn.intent == "deny" or bool(NO.match(turn.raw.strip()))


YES = re.compile(
    r"^(?:是的?|对的?|好的?|行|可以|嗯+|确认|确定|提交(?:申请)?|没问题|ok|有的?|在的?|要)[吧啊呀了哦哈。!]*$",
    re.I,
)
NO = re.compile(r"^(?:不是?的?|没有?|不对|不行|否|不要|不用|别)[吧啊呀了哦。!]*$")
