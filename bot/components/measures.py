"""Amounts of money, quantities, sizes and ordinals."""

import re
from decimal import Decimal, InvalidOperation

import cn2an

from bot.components.spans import Span

CHINESE_NUMBER = "零一二两三四五六七八九十百千万半"
COUNTED = "件个双条台箱包瓶盒套本只袋份罐支张把部块桶枚颗斤单提打排听卷顶副对床"
AMOUNT = re.compile(
    r"(?:[¥$]|rmb ?)\d{1,7}(?:\.\d{1,2})?(?: ?元)?"
    r"|\d{1,7}(?:\.\d{1,2})? ?(?:元钱?|块钱|圆|rmb|w元|万元)"
    r"|\d{1,7} ?块(?:(?:零)?\d角?|半)?(?![a-z\u4e00-\u9fff]?[肉砖表板布])"
    rf"|[{CHINESE_NUMBER}几]{{1,7}}(?:元钱?|块钱)|[{CHINESE_NUMBER}]{{2,7}}块"
    r"|\d{1,2}(?:毛|角|分)钱"
)
QUANTITY = re.compile(
    rf"(?<![第\d.{CHINESE_NUMBER}])(\d{{1,4}}|[{CHINESE_NUMBER}]{{1,4}}) ?([{COUNTED}])(?![月码])"
)
VAGUE = re.compile(r"一[个件]|半[个]")
ORDINAL = re.compile(
    rf"第 ?(\d{{1,2}}|[{CHINESE_NUMBER}]{{1,2}}) ?[{COUNTED}笔款种项]?"
    rf"|(最后|最上面|最下面|上面|下面|前面|后面|最近|刚才|刚刚)那?(?:一|的)?[{COUNTED}笔款]"
)
LETTER_SIZE = r"(?:[2-9]xl|x{0,4}l|x{0,3}s|m|[2-6]?x{1,5}l)"
SIZE = re.compile(
    rf"(?<![a-z0-9.+]){LETTER_SIZE}(?![a-z0-9+])(?: ?[码号])?"
    rf"|(?<!\d)\d{{2}}(?:\.5)? ?码|均码|[大小加][一两半]?[码号](?!码)"
    rf"|(?<!\d)1[4-9][05]/\d{{2,3}}[abcy]?(?![\da-z])|[{CHINESE_NUMBER}]{{2,3}}码"
)
WORD_ORDINALS = {
    "最后": -1,
    "最下面": -1,
    "下面": -1,
    "后面": -1,
    "最上面": 1,
    "上面": 1,
    "前面": 1,
    "最近": 1,
}


def find_measures(text: str) -> list[Span]:
    """amount (fen), quantity (a whole number), size (upper case) and ordinal (1 first, -1 last) spans."""
    spans = []
    for match in AMOUNT.finditer(text):
        fen = _fen(match.group())
        if fen is not None:
            spans.append(Span("amount", match.start(), match.end(), fen, rank=3))
    for match in ORDINAL.finditer(text):
        place = WORD_ORDINALS.get(match.group(2)) if match.group(2) else _whole(match.group(1))
        if place:
            spans.append(Span("ordinal", match.start(), match.end(), place, rank=3))
    for match in QUANTITY.finditer(text):
        count = _whole(match.group(1))
        if count and not VAGUE.fullmatch(match.group()):
            spans.append(Span("quantity", match.start(), match.end(), count, rank=1))
    for match in SIZE.finditer(text):
        size = re.sub(r"[ 码号]", "", match.group()).upper() or match.group()
        spans.append(Span("size", match.start(), match.end(), "均码" if size == "均" else size, rank=2))
    return spans


def _fen(words: str) -> int | None:
    bare = re.sub(r"[¥$元圆钱 ]|rmb", "", words)
    try:
        if re.fullmatch(r"\d+(?:\.\d+)?", bare):
            return int(Decimal(bare) * 100)
        if small := re.fullmatch(r"(\d+)([毛角分])", bare):
            return int(small.group(1)) * (1 if small.group(2) == "分" else 10)
        if scaled := re.fullmatch(r"(\d+(?:\.\d+)?)[w万]", bare):
            return int(Decimal(scaled.group(1)) * 1_000_000)
        whole, _, rest = bare.partition("块")
        yuan = int(whole) if whole.isdigit() else _whole(whole)
        if yuan is None:
            return None
        tenths = rest.strip("零角")
        return yuan * 100 + (
            50 if tenths == "半" else int(tenths) * (1 if "零" in rest else 10) if tenths else 0
        )
    except (InvalidOperation, ValueError):
        return None


def _whole(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    if "半" in words:
        return None
    try:
        return int(cn2an.cn2an(words, "smart"))
    except (ValueError, KeyError):
        return None
