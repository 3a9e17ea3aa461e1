"""Personal data in running text: where it stands, and the text without it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SEPARATOR = "[ \\-]?"
DIGIT_WORDS = "〇零一二三四五六七八九幺0-9０-９"
# Every quantifier is bounded or starts at a place that the look-behind allows once: linear on any text.
EMAIL = re.compile(r"(?<![\w.%+\-])[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+){1,4}", re.ASCII)
ID_NUMBER = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}{SEPARATOR}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){SEPARATOR}\d{{3}}[\dXx](?!\d)"
)
CARD = re.compile(rf"(?<!\d)\d(?:{SEPARATOR}\d){{15,18}}(?!\d)")
MOBILE = re.compile(rf"(?<!\d)(?:(?:\+|00)?86{SEPARATOR})?1{SEPARATOR}[3-9](?:{SEPARATOR}\d){{9}}(?!\d)")
SPOKEN_MOBILE = re.compile(
    r"(?<![〇零一二三四五六七八九幺])[一幺][〇零一二三四五六七八九幺]{10}(?![〇零一二三四五六七八九幺])"
)
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[\- ]?\d{7,8}(?!\d)")
UNIT = "(?:号楼|号院|号|弄|栋|幢|座|单元|室|楼|层|户|组)"
ADDRESS = re.compile(
    "[\u4e00-\u9fa5A-Za-z0-9]{2,14}?(?:路|街道|街|大道|巷|胡同|村|小区|花园|公寓|大厦|家园|苑|镇|乡|新村)"
    f"[\u4e00-\u9fa5A-Za-z]{{0,10}}?(?:[{DIGIT_WORDS}十百]{{1,5}}{UNIT}|[0-9]{{1,4}}(?:-[0-9]{{1,4}}){{1,3}}室?)"
    f"(?:[\u4e00-\u9fa5A-Za-z\\-]{{0,8}}?[{DIGIT_WORDS}十百A-Za-z]{{1,5}}{UNIT}|[\\-]?[{DIGIT_WORDS}]{{3,4}})*"
)


@dataclass(frozen=True)
class PersonalSpan:
    """Where personal data stands; `label`: email, id_number, card, phone, address."""

    start: int
    end: int
    label: str


PLACEHOLDERS = {
    "email": "[邮箱]",
    "id_number": "[证件号]",
    "card": "[卡号]",
    "phone": "[电话]",
    "address": "[地址]",
}


def mask(text: str) -> str:
    """The text with every phone, ID number, card, e-mail and street address replaced by its kind.

    Order and parcel numbers stay. Masking twice changes nothing more.
    """
    parts, reached = [], 0
    for span in personal_spans(text):
        parts += [text[reached : span.start], PLACEHOLDERS[span.label]]
        reached = span.end
    return "".join([*parts, text[reached:]])


def personal_spans(text: str) -> list[PersonalSpan]:
    """Personal data in order of appearance, without overlap; the surer kind wins an overlap."""
    taken: list[PersonalSpan] = []
    for find in FINDERS:
        for span in find(text):
            if all(span.end <= other.start or span.start >= other.end for other in taken):
                taken.append(span)
    return sorted(taken, key=lambda span: span.start)


def _finder(pattern: re.Pattern[str], label: str) -> Callable[[str], Iterator[PersonalSpan]]:
    def find(text: str) -> Iterator[PersonalSpan]:
        for match in pattern.finditer(text):
            yield PersonalSpan(match.start(), match.end(), label)

    return find


def _cards(text: str) -> Iterator[PersonalSpan]:
    """Bank card numbers: 16 to 19 digits with a right check digit, alone or before other numbers."""
    for match in CARD.finditer(text):
        for end in (
            end for end in range(match.end(), match.start() + 15, -1) if not text[end : end + 1].isdigit()
        ):
            digits = [int(sign) for sign in text[match.start() : end] if sign.isdigit()]
            if 16 <= len(digits) <= 19 and _is_luhn(digits):
                yield PersonalSpan(match.start(), end, "card")
                break


def _is_luhn(digits: list[int]) -> bool:
    """The check of ISO/IEC 7812: every second digit from the right counts double."""
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2]]
    return sum(digits[-1::-2], sum(doubled)) % 10 == 0


FINDERS: tuple[Callable[[str], Iterator[PersonalSpan]], ...] = (
    _finder(EMAIL, "email"),
    _finder(ID_NUMBER, "id_number"),
    _finder(MOBILE, "phone"),
    _finder(SPOKEN_MOBILE, "phone"),
    _finder(LANDLINE, "phone"),
    _cards,
    _finder(ADDRESS, "address"),
)
