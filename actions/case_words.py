"""How carriers are named, and the steps of a case that are only taken after a yes."""

import re

SURE_STEPS = frozenset({"accept_quote", "decline_quote", "accept_offer", "decline_offer", "choose_refund"})
"""Money or the goods' fate hangs on them: words alone are asked back once, a button is a yes itself."""
CARRIERS: tuple[tuple[str, str], ...] = (
    ("sf", r"顺丰|顺風|\bsf"),
    ("zto", r"中通|\bzto"),
    ("yto", r"圆通|\byto"),
    ("sto", r"申通|\bsto"),
    ("yunda", r"韵达"),
    ("jd", r"京东|\bjd"),
    ("ems", r"邮政|ems"),
    ("jt", r"极兔"),
    ("deppon", r"德邦"),
)
CARRIER_BY_NUMBER = (
    ("SF", "sf"),
    ("YT", "yto"),
    ("JDV", "jd"),
    ("JD", "jd"),
    ("JT", "jt"),
    ("DPK", "deppon"),
)
"""The carriers whose numbers begin with letters of their own."""


def named_carrier(text: str) -> str | None:
    """The carrier that is named, by the service's code for it."""
    return next((code for code, pattern in CARRIERS if re.search(pattern, text, re.IGNORECASE)), None)
