"""Finding a product or an order line by a few words, for shops with some hundred products."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

import rjieba

Thing = TypeVar("Thing")
READABLE = re.compile(r"[a-z0-9\u4e00-\u9fff]+")
ONE_CHARACTER = 0.5
# Asked with, never asked for.
NOISE = re.compile(
    r"怎么样?|什么|多少|有没有|是不是|能不能|可不可以|可以|这个|那个|这件|那件|这款|那款|请问|你们|我要|我想|想要"
    r"|想买|推荐|一下|一个|一款|哪个|哪款|比较|适合|便宜|好用|还有|现货|多久|价格|的|吗|呢|吧|啊|了|有"
)


def find(words: str, things: Iterable[tuple[Thing, Sequence[tuple[str, int]]]], limit: int) -> list[Thing]:
    """The things that share words with `words`, best first.

    Each thing comes with its texts and their weights. Rare words count more; what shares no word, or only a
    third of what the best one shares, is left out.
    """
    indexed = [(thing, _weights(texts)) for thing, texts in things]
    spread = Counter(part for _, weights in indexed for part in weights)
    asked = {word for word in rjieba.cut(_readable(words)) if READABLE.fullmatch(word)}
    scored = [
        (
            sum(
                weights[part] * math.log(1 + len(indexed) / spread[part]) for part in asked if part in weights
            ),
            thing,
        )
        for thing, weights in indexed
    ]
    best = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return [thing for score, thing in best if score >= best[0][0] / 3][:limit]


def _readable(text: str) -> str:
    return NOISE.sub(" ", text.lower())


@lru_cache(maxsize=4096)
def _parts(text: str) -> frozenset[str]:
    """The words of a text, long ones also by the words inside them."""
    return frozenset(word for word in rjieba.cut_for_search(_readable(text)) if READABLE.fullmatch(word))


def _weights(texts: Sequence[tuple[str, int]]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for text, weight in texts:
        for part in _parts(text):
            worth = weight if len(part) > 1 else weight * ONE_CHARACTER
            weights[part] = max(weights.get(part, 0), worth)
    return weights
