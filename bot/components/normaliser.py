"""Folds the many ways of typing the same Chinese into one, and remembers where every character came from."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import opencc

LONGEST_RUN = 2
"""A character repeated more often than this says no more: 好好好好 reads as 好好."""

FACE = re.compile(r"#E-[a-z]{1,2}\d{1,3}|/:[\w:()\-|@<>*~,.'$#^!?]{1,8}|\[[\u4e00-\u9fffA-Za-z]{1,4}\]")
"""Codes of drawn faces in the shop chats: #E-s12, /:^_^, [微笑]. Ours for pictures, [图片], is kept."""

KEPT_BRACKETS = {"[图片]", "[视频]", "[语音]", "[链接]"}
ENTITY = re.compile(r"&(nbsp|amp|lt|gt|quot|#39);")
ENTITY_TEXT = {"nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'"}


@dataclass(frozen=True)
class Normalised:
    """A folded text; `origin[i]` is the raw position of its character i, `origin[-1]` the raw length."""

    text: str
    origin: tuple[int, ...]
    raw: str

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw positions that a span of the folded text came from."""
        if start >= end:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("tw2sp")


def normalise(raw: str) -> Normalised:
    """Fold width, case, traditional characters, faces, blanks and long runs; never raises."""
    letters, origin = _fold_characters(raw)
    letters, origin = _simplify(letters, origin)
    letters, origin = _shorten_runs(letters, origin)
    return Normalised("".join(letters), (*origin, len(raw)), raw)


def _fold_characters(raw: str) -> tuple[list[str], list[int]]:
    letters: list[str] = []
    origin: list[int] = []
    at = 0
    while at < len(raw):
        face = FACE.match(raw, at) if raw[at] in "#/[" else None
        if face and face.group() not in KEPT_BRACKETS:
            at = face.end()
            continue
        entity = ENTITY.match(raw, at) if raw[at] == "&" else None
        if entity:
            letters.append(ENTITY_TEXT[entity.group(1)])
            origin.append(at)
            at = entity.end()
            continue
        for letter in unicodedata.normalize("NFKC", raw[at]).lower():
            kind = unicodedata.category(letter)
            if letter.isspace():
                letter = " "
            elif kind in {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Mn", "Me"}:
                # Emoji, zero-width marks, private faces; a lone surrogate would break every later step.
                continue
            letters.append(letter)
            origin.append(at)
        at += 1
    return letters, origin


def _simplify(letters: list[str], origin: list[int]) -> tuple[list[str], list[int]]:
    text = "".join(letters)
    simple = _converter().convert(text)
    if simple == text:
        return letters, origin
    if len(simple) == len(text):
        return list(simple), origin
    # A word changed its length (網際網路 → 互联网): each new character points into what it replaced.
    moved: list[int] = []
    for _, start, end, new_start, new_end in SequenceMatcher(
        None, text, simple, autojunk=False
    ).get_opcodes():
        width = new_end - new_start
        for step in range(width):
            source = start + (step * (end - start)) // width if end > start else max(start - 1, 0)
            moved.append(origin[min(source, len(origin) - 1)])
    return list(simple), moved


def _shorten_runs(letters: list[str], origin: list[int]) -> tuple[list[str], list[int]]:
    kept: list[str] = []
    places: list[int] = []
    run = 0
    for letter, place in zip(letters, origin, strict=True):
        run = run + 1 if kept and kept[-1] == letter else 1
        allowed = len(letters) if letter.isascii() and letter.isalnum() else LONGEST_RUN
        if letter == " ":
            allowed = 1
        if run <= allowed:
            kept.append(letter)
            places.append(place)
    return kept, places
