"""Member levels, what they bring, and what points are worth."""

from dataclasses import dataclass

from ticketing.rules.money import Fen

POINTS_PER_YUAN = 100
FEN_PER_POINT = 100 // POINTS_PER_YUAN


@dataclass(frozen=True, slots=True)
class Level:
    """A level, the growth that reaches it, and what it brings."""

    name: str
    from_growth: int
    benefits: tuple[str, ...]


LEVELS = (
    Level("普通会员", 0, ("每月一张满 99 减 10 优惠券",)),
    Level("银卡会员", 1000, ("每月两张满减券", "生日双倍积分")),
    Level("金卡会员", 3000, ("每月四张满减券", "全年 12 张运费券", "优先发货")),
    Level("钻石会员", 10000, ("每月六张满减券", "全年免运费", "优先发货", "专属客服优先接入")),
)


@dataclass(frozen=True, slots=True)
class NextLevel:
    """What comes next and how much growth is missing."""

    name: str
    growth_missing: int


def level_named(name: str) -> Level:
    """A level by its name. Raises KeyError."""
    return {level.name: level for level in LEVELS}[name]


def next_level(growth: int) -> NextLevel | None:
    """The first level that this growth has not reached; None at the top."""
    return next(
        (NextLevel(level.name, level.from_growth - growth) for level in LEVELS if level.from_growth > growth),
        None,
    )


def worth(points: int) -> Fen:
    """What so many points take off a bill."""
    return points * FEN_PER_POINT
