"""Products, colours, faults and places by the project's own word lists, with their synonyms."""

import re
from collections.abc import Mapping, Sequence

import ahocorasick

from bot.components.normaliser import normalise
from bot.components.spans import Span

RANKS = {"fault": 2, "product": 1, "colour": 1, "place": 1}
COLOUR = re.compile(r"[浅深淡暗亮]?[红橙黄绿青蓝紫黑白灰粉棕金银米咖杏]{1,2}色")
FAULT = re.compile(
    r"(?:开|充|连|打|关|用|转|装|穿|扣|按|读|点)不(?:了|上|开|动|出|着)[机电网火声]?"
    r"|不(?:制冷|制热|加热|出水|出风|通电|充电|工作|显示|转|亮|响|动|灵)了?|没(?:声音|反应|电|画面|信号)了?"
)
PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃"
    "|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
STREET = r"(?:[\u4e00-\u9fff\d]{1,12}(?:路|街|大道|镇|乡|村|小区|号|栋|幢|弄|室|楼)[\d\u4e00-\u9fff-]{0,12})?"
PLACE = re.compile(
    rf"(?:{PROVINCES})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)(?:[\u4e00-\u9fff]{{2,4}}?[市州盟])?(?:[\u4e00-\u9fff]{{1,5}}?[区县旗])?{STREET}"
    rf"|[\u4e00-\u9fff]{{2,3}}市[\u4e00-\u9fff]{{1,5}}?[区县]{STREET}"
)


class WordFinder:
    """Finds words of many lists in one pass; `synonyms` turns what was said into the standard name."""

    def __init__(self, lookups: Mapping[str, Sequence[str]], synonyms: Mapping[str, str]) -> None:
        self._synonyms = {normalise(said).text: meant for said, meant in synonyms.items()}
        self._automaton = ahocorasick.Automaton()
        words = {
            (normalise(word).text, kind): None
            for kind, listed in lookups.items()
            if kind in RANKS
            for word in listed
        }
        standard = {normalise(word).text: kind for kind, listed in lookups.items() for word in listed}
        for said, meant in self._synonyms.items():
            kind = standard.get(normalise(meant).text)
            if kind in RANKS:
                words[said, kind] = None
        for word, kind in words:
            if word:
                self._automaton.add_word(word, (word, kind))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Span]:
        """product, colour, fault and place spans of a folded text."""
        spans = []
        if len(self._automaton):
            for last, (word, kind) in self._automaton.iter(text):
                start = last - len(word) + 1
                if word.isascii() and _cuts_a_word(text, start, last + 1):
                    continue
                spans.append(Span(kind, start, last + 1, self._synonyms.get(word, word), rank=RANKS[kind]))
        for kind, pattern in (("colour", COLOUR), ("fault", FAULT), ("place", PLACE)):
            spans += [
                Span(kind, m.start(), m.end(), m.group(), rank=RANKS[kind]) for m in pattern.finditer(text)
            ]
        return spans


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())
