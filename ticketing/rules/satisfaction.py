"""When a rating says that the work is not done."""

LOW = 2
"""A score of one or two."""


def needs_another_look(bot: int | None, person: int | None, outcome: str | None) -> bool:
    """Whether the ticket comes back to work: unsolved, or a low score of whoever served last.

    A person's score counts before the assistant's; a poor assistant whose problem was solved is no
    reason to call the shopper again.
    """
    if outcome == "unsolved":
        return True
    if person is not None:
        return person <= LOW
    return bot is not None and bot <= LOW and outcome != "solved"
