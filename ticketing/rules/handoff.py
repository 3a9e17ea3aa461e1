"""When a person takes over from the assistant: one table of triggers, and what decides between them."""

from dataclasses import dataclass
from datetime import timedelta

ANSWER_WITHIN = timedelta(minutes=3)
"""Without a real answer for so long, a person takes over; an apology is no answer."""
FAILURES = 2
"""So many failed or unsure turns in a row."""
CONTACTS = 3
CONTACT_WINDOW = timedelta(hours=24)


@dataclass(frozen=True)
class Trigger:
    """Why a person is needed. `text` is what the agent reads; `clause` of GB/T 47746—2026 asks for it.

    `asks_first`: the shopper is asked before the transfer, since nobody asked for a person.
    `first_words`: what the shopper must read before anything else.
    """

    code: str
    text: str
    clause: str
    asks_first: bool = False
    first_words: str = ""


TRIGGERS: dict[str, Trigger] = {
    trigger.code: trigger
    for trigger in (
        Trigger("asked", "顾客要求人工服务", "5.2.2"),
        Trigger("button", "顾客点了转人工", "5.2.2"),
        Trigger("refused_bot", "顾客不想和机器人说", "5.2.2.6"),
        Trigger("two_failures", "助手连续两次没能解决", "5.2.2.6"),
        Trigger("security", "账号或信息安全问题", "5.2.2.6"),
        Trigger(
            "safety",
            "人身安全问题，请马上联系",
            "5.1.3",
            first_words="请马上停止使用、断开电源，身体不舒服先就医。",
        ),
        Trigger("answer_over_time", "超过 3 分钟没有得到有效答复", "5.2.2.6"),
        Trigger("emotion", "顾客情绪强烈，已同意转人工", "5.2.2.7", asks_first=True),
        Trigger("complaint", "顾客要投诉，已同意转人工", "5.2.2.7", asks_first=True),
        Trigger("no_answer", "知识库没有明确答案", "5.1.3", asks_first=True),
        Trigger("complex", "问题复杂，需要多个环节处理", "5.1.3", asks_first=True),
        Trigger("vulnerable", "老人或未成年人，优先人工", "5.1.3", asks_first=True),
        Trigger("repeat_contact", "一天内多次来访且不满意", "5.1.3"),
    )
}
"""Whether the shopper said yes where `asks_first` is the assistant's to know: it hands off after the yes."""


@dataclass(frozen=True)
class Course:
    """How a conversation went so far, as the service itself can count it."""

    failures_in_a_row: int = 0
    unanswered_for: timedelta | None = None
    contacts_in_window: int = 1
    is_dissatisfied: bool = False


def due_trigger(course: Course) -> Trigger | None:
    """The trigger that the service pulls by itself, without the assistant's word; None while all is well."""
    if course.unanswered_for is not None and course.unanswered_for >= ANSWER_WITHIN:
        return TRIGGERS["answer_over_time"]
    if course.failures_in_a_row >= FAILURES:
        return TRIGGERS["two_failures"]
    if course.contacts_in_window >= CONTACTS and course.is_dissatisfied:
        return TRIGGERS["repeat_contact"]
    return None
