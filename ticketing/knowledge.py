"""Help articles: shop policies that the assistant quotes, found by their words and by their meaning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

import numpy as np
import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ticketing.article_words import articles_by_words, cut, segmented
from ticketing.errors import ArticleNotFound
from ticketing.models import Article
from ticketing.text.encoder import vectors
from ticketing.text.features import Floats

Stamp = tuple[int, int | None, datetime | None]
"""How many articles there are, the last one's id, and when one last changed."""
ARTICLES = Path(__file__).parent / "shop" / "articles"
CONSIDERED = 10
# Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009). With their constant of 60 a middling place in both
# lists beat the first one in either; words count less than meaning, since shoppers rarely use a policy's.
RANK_CONSTANT = 10
WORDS_COUNT = 0.7
# Sure from here on: nearness + covered share of the words × 0.3 + 0.1 when both rankings agree.
# Figures on our own questions: docs/knowledge.md.
SURE_FROM = 0.75
COVERED_COUNTS = 0.3
AGREED_COUNTS = 0.1


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that fits. `answer` opens it, `snippet` is its paragraph nearest to the question.

    `score`: the cosine, 0 to 1, between the question and the article's nearest sentence.
    """

    slug: str
    title: str
    answer: str
    snippet: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """Articles, best first; `is_confident`: the first one may be given as the answer."""

    hits: tuple[Hit, ...]
    is_confident: bool


@dataclass(frozen=True, slots=True)
class _Passages:
    """All sentences of all articles as vectors; `owners` holds the article's id of each."""

    stamp: Stamp
    owners: tuple[int, ...]
    matrix: Floats


class Knowledge:
    """The search, with the articles' vectors kept in memory until an article changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._passages: _Passages | None = None

    def warm_up(self, session: Session) -> None:
        """Encode the articles now, so that the first shopper who asks does not wait for it."""
        self._current(session)

    def search(self, session: Session, question: str, limit: int = 3) -> Found:
        """The articles that answer a question: keyword ranks and meaning ranks fused."""
        if not question.strip():
            return Found((), False)
        passages = self._current(session)
        nearness = _nearness(passages, vectors([question])[0])
        by_meaning = sorted(nearness, key=lambda article_id: -nearness[article_id])[:CONSIDERED]
        by_words = articles_by_words(session, question, CONSIDERED)
        best = _fused(by_meaning, by_words, nearness)[:limit]
        if not best:
            return Found((), False)
        articles = {row.id: row for row in session.scalars(select(Article).where(Article.id.in_(best)))}
        asked = set(cut(question))
        agreed = by_words[:1] == by_meaning[:1] == best[:1]
        sureness = (
            nearness[best[0]] + COVERED_COUNTS * _covered(articles[best[0]], asked) + AGREED_COUNTS * agreed
        )
        hits = tuple(_hit(articles[each], asked, nearness[each]) for each in best)
        return Found(hits, sureness >= SURE_FROM)

    def _current(self, session: Session) -> _Passages:
        query = select(func.count(), func.max(Article.id), func.max(Article.updated_at))
        count, last_id, changed_at = session.execute(query).one()
        stamp: Stamp = (count, last_id, changed_at)
        with self._lock:
            if self._passages is None or self._passages.stamp != stamp:
                self._passages = _encode(stamp, session.scalars(select(Article).order_by(Article.id)))
            return self._passages


def get_article(session: Session, slug: str) -> Article:
    """One article, or raise ArticleNotFound."""
    article = session.scalars(select(Article).where(Article.slug == slug)).first()
    if article is None:
        raise ArticleNotFound("没有找到这篇帮助，可能已经改名或下架了。")
    return article


def paragraphs(body: str) -> list[str]:
    """An article's paragraphs; a list with its lines is one."""
    return [block.strip() for block in body.split("\n\n") if block.strip()]


def put_article(
    session: Session, *, slug: str, title: str, questions: Sequence[str], body: str, now: datetime
) -> Article:
    """Write an article, new or changed; its index follows."""
    article = session.scalars(select(Article).where(Article.slug == slug)).first()
    if article is None:
        article = Article(slug=slug)
        session.add(article)
    article.title, article.questions, article.body = title, list(questions), body.strip()
    article.segmented = segmented(title, questions, body)
    article.updated_at = now
    session.flush()
    return article


def seed_articles(session: Session, now: datetime) -> None:
    """The demo shop's policies; an article that exists is left as its editors made it."""
    known = set(session.scalars(select(Article.slug)))
    for file in sorted(ARTICLES.glob("*.yml")):
        if file.stem not in known:
            entry = yaml.safe_load(file.read_text(encoding="utf-8"))
            put_article(session, slug=file.stem, now=now, **entry)


def _encode(stamp: Stamp, articles: Iterable[Article]) -> _Passages:
    owners: list[int] = []
    texts: list[str] = []
    for article in articles:
        blocks = [f"{article.title}：{block}" for block in paragraphs(article.body)]
        own = [article.title, *article.questions, *blocks]
        owners += [article.id] * len(own)
        texts += own
    return _Passages(stamp, tuple(owners), vectors(texts))


def _nearness(passages: _Passages, question: Floats) -> dict[int, float]:
    """For each article the cosine of its nearest sentence."""
    nearest: dict[int, float] = {}
    for owner, cosine in zip(passages.owners, np.asarray(passages.matrix @ question).tolist(), strict=True):
        nearest[owner] = max(nearest.get(owner, 0.0), cosine)
    return nearest


def _fused(by_meaning: Sequence[int], by_words: Sequence[int], nearness: Mapping[int, float]) -> list[int]:
    scores: dict[int, float] = {}
    for ranking, weight in ((by_meaning, 1.0), (by_words, WORDS_COUNT)):
        for rank, article_id in enumerate(ranking, 1):
            scores[article_id] = scores.get(article_id, 0.0) + weight / (RANK_CONSTANT + rank)
    return sorted(scores, key=lambda article_id: (-scores[article_id], -nearness[article_id]))


def _covered(article: Article, asked: set[str]) -> float:
    """The share of the asked words that the article has."""
    return len(asked & set(article.segmented.split())) / len(asked) if asked else 0.0


def _hit(article: Article, asked: set[str], score: float) -> Hit:
    blocks = paragraphs(article.body)
    nearest = max(blocks, key=lambda block: len(asked & set(cut(block))))
    return Hit(article.slug, article.title, blocks[0], nearest, round(min(max(score, 0.0), 1.0), 3))
