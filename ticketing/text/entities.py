"""What a text names: order and parcel numbers, phones, sums, dates, products, faults."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import cn2an

from ticketing.text.analysis import Entity
from ticketing.text.entity_words import FAULTS, PRODUCTS
from ticketing.text.masking import personal_spans
from ticketing.text.words import lexicon

ORDER_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{10,20}(?!\d)")
# As carriers print them: some letters first (also S10 of the postal union), else ten digits and more.
PARCEL_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[A-Za-z]{2,4}\d{10,15}(?:[A-Za-z]{2})?)(?![0-9A-Za-z])")
PARCEL_HINT = re.compile(r"(?:运单|快递|物流)单?[号是为:： ]{0,4}$")
NUMBER = r"\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,2})?"
CHINESE_NUMBER = "[零一二两三四五六七八九十百千万]{1,9}"
AMOUNT = re.compile(
    rf"[¥￥]\s?({NUMBER})|({NUMBER}|{CHINESE_NUMBER})\s?(?:元|块钱|块)(?:([一二三四五六七八九\d])(?![\d天个年月])[毛角]?)?"
)
DATE = re.compile(
    r"20\d\d[-/.年](?:1[0-2]|0?[1-9])[-/.月](?:3[01]|[12]\d|0?[1-9])[日号]?"
    r"|(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[日号]?(?:晚上?|早上?|上午|下午)?"
    r"|大?(?:昨|前|今|明|后)(?:天|日|晚|早)(?:晚上|早上|上午|下午|中午)?|(?:上|这|本|下)(?:个)?(?:周|星期|礼拜)[一二三四五六日天末]?"
    rf"|(?:\d{{1,3}}|{CHINESE_NUMBER})(?:个)?(?:天|小时|星期|礼拜|月|周|年)(?:前|后|内|了)"
)
_products = lexicon({"product": PRODUCTS})
_faults = lexicon({"fault": FAULTS})


def find_entities(text: str) -> tuple[Entity, ...]:
    """The named things in order of appearance, without overlap."""
    taken: list[Entity] = []
    for entity in _candidates(text):
        if all(entity.end <= other.start or entity.start >= other.end for other in taken):
            taken.append(entity)
    return tuple(sorted(taken, key=lambda entity: entity.start))


def _candidates(text: str) -> Iterator[Entity]:
    """The surer kinds first."""
    for span in personal_spans(text):
        words = text[span.start : span.end]
        kept = re.sub(r"[^\d+]", "", words) if span.label == "phone" else words
        yield Entity(span.label, words, span.start, span.end, kept)
    for match in PARCEL_NUMBER.finditer(text):
        yield _entity("parcel_number", match, match.group().upper())
    for match in ORDER_NUMBER.finditer(text):
        is_parcel = PARCEL_HINT.search(text[max(0, match.start() - 8) : match.start()])
        yield _entity("parcel_number" if is_parcel else "order_number", match)
    for match in AMOUNT.finditer(text):
        fen = _fen(match)
        if fen is not None:
            yield _entity("amount", match, str(fen))
    for match in DATE.finditer(text):
        yield _entity("date", match)
    for lexicon_of in (_faults, _products):
        for start, end, label in lexicon_of.find(text):
            yield Entity(label, text[start:end], start, end, text[start:end])


def _entity(label: str, match: re.Match[str], value: str | None = None) -> Entity:
    return Entity(label, match.group(), match.start(), match.end(), value or match.group())


def _fen(match: re.Match[str]) -> int | None:
    """The sum in fen: `¥1,299`, `35元`, `两块五`."""
    written = (match[1] or match[2]).replace(",", "")
    try:
        yuan = Decimal(written) if written[0].isdigit() else Decimal(cn2an.cn2an(written, "smart"))
    except (InvalidOperation, ValueError):
        return None
    tenth = int(cn2an.cn2an(match[3], "smart")) if match[3] else 0
    return int(yuan * 100) + tenth * 10
