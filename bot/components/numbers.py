"""Order numbers, parcel numbers and phones, glued to words, spaced or hyphenated."""

import re
from collections.abc import Iterator

from bot.components.spans import Span

ORDER_DIGITS = range(12, 21)
PHONE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(?<!\d)(?<!\d[ -])(?:0\d{2,3}-\d{7,8}|[48]00-?\d{3}-?\d{4})(?!\d)")
CARRIER_LETTERS = (
    "sf|jt|yt|yto|zt|zto|jd|jdv|jdx|jdk|jdvb|sto|yd|yda|ya"
    "|ems|ea|eb|db|dpk|bs|ht|ane|tt|uc|lp|st|fw|jym|cn|yz"
)
PARCEL = re.compile(rf"(?<![a-z])(?:{CARRIER_LETTERS})[a-z]{{0,2}} ?(?:\d[ -]?){{9,17}}\d(?:cn)?(?!\d)")
RUN = re.compile(r"(?<![\d.])(?:\+?86[ -]?)?\d(?:[ -]?\d){10,29}(?!\d)")
PARCEL_CUE = re.compile(r"(?:运单|快递|物流|包裹|顺丰|中通|圆通|申通|韵达|极兔|邮政|京东快递)[^\d订]{0,8}$")
ORDER_CUE = re.compile(r"(?:订单|订单号|定单|单子)[^\d运快物]{0,6}$")
PARCEL_STARTS = ("78", "73", "75", "77", "43", "46", "31", "98", "99")
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def find_numbers(text: str) -> list[Span]:
    """order_number, parcel_number and phone spans of a folded text; values are bare digits and letters."""
    spans = [
        Span("parcel_number", m.start(), m.end(), re.sub(r"[ -]", "", m.group()).upper(), rank=4)
        for m in PARCEL.finditer(text)
    ]
    spans += [
        Span("phone", m.start(), m.end(), m.group().replace("-", ""), rank=4) for m in LANDLINE.finditer(text)
    ]
    for start, end in _runs(text):
        if any(span.start < end and start < span.end for span in spans):
            continue
        digits = re.sub(r"\D", "", text[start:end])
        if len(digits) == 17 and text[end : end + 1] == "x":
            continue  # a citizen's number whose check digit is X
        kind, value = _kind(digits, text[:start])
        if kind:
            spans.append(Span(kind, start, end, value, rank=4))
    return spans


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Digit runs; blanks and hyphens join short groups, but two whole numbers side by side stay two."""
    for run in RUN.finditer(text):
        pieces = list(re.finditer(r"\+?\d+", run.group()))
        if len(pieces) > 1 and any(len(piece.group()) >= 11 for piece in pieces):
            for piece in pieces:
                if len(piece.group()) >= 11:
                    yield run.start() + piece.start(), run.start() + piece.end()
        else:
            yield run.start(), run.end()


def _kind(digits: str, before: str) -> tuple[str | None, str]:
    bare = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    if PHONE.fullmatch(bare):
        return "phone", bare
    if len(digits) not in ORDER_DIGITS or _is_identity_number(digits):
        return None, digits
    if ORDER_CUE.search(before):
        return "order_number", digits
    if PARCEL_CUE.search(before) or (digits.startswith(PARCEL_STARTS) and len(digits) in range(12, 16)):
        return "parcel_number", digits
    return "order_number", digits


def _is_identity_number(digits: str) -> bool:
    """A citizen's number (GB 11643): a birth date inside and a check digit; never taken for an order."""
    if len(digits) != 18 or not ("19" <= digits[6:8] <= "20"):
        return False
    if not (1 <= int(digits[10:12]) <= 12 and 1 <= int(digits[12:14]) <= 31):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == digits[17]
