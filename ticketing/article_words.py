"""Keyword search over help articles: words cut by jieba, ranked by the database."""

import re
from collections.abc import Iterable
from functools import cache

import rjieba
from sqlalchemy import text
from sqlalchemy.orm import Session

READABLE = re.compile(r"[a-z0-9\u4e00-\u9fff]+")
# Words of the trade that a general dictionary cuts apart.
DOMAIN_WORDS = (
    "七天无理由 无理由 运费险 价保 保价 包邮 邮费 运费 退货 换货 退款 到账 补差价 差价 专票 "
    "普票 抬头 税号 花呗 白条 分期 货到付款 优惠券 满减 凑单 积分 成长值 金卡 钻石会员 签收 "
    "拒收 驿站 自提 代收 送货上门 快递 发货 补货 缺货 预售 尾款 定金 保修 维修 坏果 赠品 晒单 "
    "追评 转人工 客服 注销 验证码 改地址 礼盒 尺码 保质期 礼品卡 假一赔三 正品"
).split()
# What every question has.
STOP = frozenset(
    (
        "一下 一个 不 东西 个 为什么 么 也 买 了 什么 从 他 们 会 你 你们 几 到 去 可不可以 可以 "
        "吗 吧 呀 呢 和 哪 哪个 哪里 商品 啊 啦 嘛 在 多少 如何 它 就 已经 帮 帮我 应该 怎么 "
        "怎么办 怎样 您 想 我 我们 把 支持 时候 是 有 有没有 来 没 没有 现在 的 给 能 能不能 被 "
        "要 让 请 请问 谁 跟 还 还是 这 这个 那 那个 都 需要"
    ).split()
)

SQLITE_SEARCH = text(
    "SELECT rowid FROM search_articles WHERE search_articles MATCH :words"
    " ORDER BY bm25(search_articles), rowid LIMIT :limit"
)
POSTGRESQL_SEARCH = text(
    "SELECT id FROM articles, to_tsquery('simple', :words) AS asked"
    " WHERE to_tsvector('simple', segmented) @@ asked"
    " ORDER BY ts_rank(to_tsvector('simple', segmented), asked, 1) DESC, id LIMIT :limit"
)


@cache
def _cutter() -> rjieba.Jieba:
    cutter = rjieba.Jieba()
    for word in DOMAIN_WORDS:
        cutter.add_word(word, cutter.suggest_freq(word), "n")
    return cutter


def cut(sentence: str) -> list[str]:
    """The words of a sentence in order, long ones also by the words inside them, without filling words."""
    words = _cutter().cut_for_search(sentence.lower())
    return [word for word in words if READABLE.fullmatch(word) and word not in STOP]


def segmented(title: str, questions: Iterable[str], body: str) -> str:
    """What is indexed of an article: its title and its questions count for more than its body."""
    parts = [title] * 3 + list(questions) * 2 + [body]
    return " ".join(word for part in parts for word in cut(part))


def articles_by_words(session: Session, asked: str, limit: int) -> list[int]:
    """The ids of the articles that hold any of the words, best first."""
    words = list(dict.fromkeys(cut(asked)))
    if not words:
        return []
    if session.get_bind().dialect.name == "sqlite":
        query, joined = SQLITE_SEARCH, " OR ".join(f'"{word}"' for word in words)
    else:
        query, joined = POSTGRESQL_SEARCH, " | ".join(f"'{word}'" for word in words)
    return list(session.execute(query, {"words": joined, "limit": limit}).scalars())
