"""What of a shopper's own data the assistant may repeat: enough to recognise, not enough to use."""

import re

SHOWN_UP_TO = re.compile(r"^.{2,14}?(?:区|县|旗|市辖区)|^.{2,9}?市")


def mask_name(name: str) -> str:
    """`林晓晴` → `林**`."""
    return name[:1] + "*" * max(len(name) - 1, 1)


def mask_phone(phone: str) -> str:
    """`13800000001` → `138****0001`."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "****"


def mask_address(address: str) -> str:
    """Down to the district, or the city: `上海市示例区春风路 12 号` → `上海市示例区****`."""
    shown = SHOWN_UP_TO.match(address)
    return (shown.group() if shown else address[:3]) + "****"
