"""How well feedback is read: `python bench/feedback_scores.py --data DIR [reviews takeaway topics pairs]`.

The pipeline's own training code (`ticketing.text.learning`) learns four fifths of each set of texts and is
asked the rest; beside it stands a bare character TF-IDF with logistic regression. `shipped` is the model that
the product carries, which learnt our own texts alone. DIR holds shop_reviews/, ticket_topics/ and faq_pairs/.
"""

import argparse
import csv
import os
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold, train_test_split

from ticketing.text import pipeline, train, training_data
from ticketing.text.encoder import vectors
from ticketing.text.facets import Classifier
from ticketing.text.learning import fit_labels
from ticketing.text.likeness import Likeness

SEED = 7
PART = 512
FOLDS = 5


def table(file: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file without quoting."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def distinct(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The first row of each text; empty ones are left out."""
    first: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["text"] and row["text"].strip():
            first.setdefault(row["text"].strip(), row)
    return list(first.values())


def said(classifier: Classifier, texts: Sequence[str], head: str) -> list[str]:
    """The likeliest label of each text."""
    parts = (texts[start : start + PART] for start in range(0, len(texts), PART))
    return [facets[head][0] for part in parts for facets in pipeline.classified(classifier, part)]


def line(name: str, truth: Sequence[str], given: Sequence[str]) -> None:
    """Print accuracy and macro-F1."""
    right = np.mean([one == other for one, other in zip(truth, given, strict=True)])
    score = f1_score(truth, given, average="macro", zero_division=0)
    print(f"{name:<52}{right * 100:9.2f}{score * 100:9.2f}", flush=True)


def bare(
    learnt: Sequence[str], labels: Sequence[str], asked: Sequence[str], weight: str | None = None
) -> list[str]:
    """The peer: characters and pairs of them (better than threes), weighted, into a logistic regression."""
    counter = TfidfVectorizer(analyzer="char", ngram_range=(1, 2))
    model = LogisticRegression(max_iter=1000, class_weight=weight).fit(counter.fit_transform(learnt), labels)
    return [str(label) for label in model.predict(counter.transform(asked))]


def reviews(data: Path, shipped: Classifier) -> None:
    """Ten kinds of goods, glad or not."""
    rows = distinct(table(data / "shop_reviews" / "online_shopping_10_cats.tsv"))
    both = [f"{row['category']}/{row['sentiment']}" for row in rows]
    learnt, asked = train_test_split(rows, test_size=0.2, random_state=SEED, stratify=both)
    texts = [row["text"] for row in asked]
    classifier = fit_labels(
        [row["text"] for row in learnt],
        {name: [row[name] for row in learnt] for name in ("sentiment", "category")},
    )
    for name in ("sentiment", "category"):
        line(
            f"reviews, {name} ({len(learnt)} learnt)",
            [row[name] for row in asked],
            said(classifier, texts, name),
        )
    _shipped_sentiment("reviews", shipped, texts, [row["sentiment"] for row in asked])


def takeaway(data: Path, shipped: Classifier) -> None:
    """Takeaway meals, glad or not."""
    rows = distinct(table(data / "shop_reviews" / "waimai_10k.tsv"))
    moods = [row["sentiment"] for row in rows]
    learnt, asked = train_test_split(rows, test_size=0.2, random_state=SEED, stratify=moods)
    texts, truth = [row["text"] for row in asked], [row["sentiment"] for row in asked]
    known, labels = [row["text"] for row in learnt], [row["sentiment"] for row in learnt]
    line(
        f"takeaway, sentiment ({len(learnt)} learnt)",
        truth,
        said(fit_labels(known, {"mood": labels}), texts, "mood"),
    )
    line("takeaway, bare", truth, bare(known, labels, texts))
    _shipped_sentiment("takeaway", shipped, texts, truth)


def _shipped_sentiment(name: str, shipped: Classifier, texts: Sequence[str], truth: Sequence[str]) -> None:
    head = shipped.heads["sentiment"]
    glad = [int(label) > 0 for label in head.labels]
    cross = [int(label) < 0 for label in head.labels]
    given = []
    for start in range(0, len(texts), PART):
        for shares in pipeline.shares(shipped, texts[start : start + PART], "sentiment"):
            given.append("1" if shares[glad].sum() > shares[cross].sum() else "0")
    line(f"{name}, sentiment, shipped", truth, given)


def topics(data: Path, shipped: Classifier) -> None:
    """What tickets are about, thirteen groups; whole dialogues are learnt or asked."""
    del shipped
    groups = {row["fine"]: row["coarse13_own"] for row in table(data / "ticket_topics" / "topic_groups.tsv")}
    rows = distinct(table(data / "ticket_topics" / "train.tsv"))
    dialogues = sorted({row["dialogue_id"] for row in rows})
    random.Random(SEED).shuffle(dialogues)
    held_out = set(dialogues[: len(dialogues) // 5])
    learnt = [row for row in rows if row["dialogue_id"] not in held_out]
    asked = [row for row in rows if row["dialogue_id"] in held_out]
    known, labels = [row["text"] for row in learnt], [groups[row["label"]] for row in learnt]
    texts, truth = [row["text"] for row in asked], [groups[row["label"]] for row in asked]
    line(
        f"topics, 13 groups ({len(learnt)} learnt)",
        truth,
        said(fit_labels(known, {"topic": labels}), texts, "topic"),
    )
    line("topics, 13 groups, bare", truth, bare(known, labels, texts))
    line("topics, 13 groups, bare, labels of equal weight", truth, bare(known, labels, texts, "balanced"))


def pairs(data: Path, shipped: Classifier) -> None:
    """Scored pairs of questions, five times four fifths learnt and one asked: Spearman over all of them."""
    for shop in ("a", "b"):
        rows = table(data / "faq_pairs" / f"{shop}.tsv")
        asked = [(row["text1"], row["text2"]) for row in rows]
        truth = np.array([float(row["score_0_5"]) for row in rows])
        given = np.zeros(len(rows))
        for learnt, rest in KFold(FOLDS, shuffle=True, random_state=SEED).split(asked):
            judge = Likeness(shipped).fit([asked[row] for row in learnt], truth[learnt])
            given[rest] = judge.score([asked[row] for row in rest])
        plain = (vectors([one for one, _ in asked]) * vectors([other for _, other in asked])).sum(axis=1)
        for name, score in ((f"pairs {shop}, Spearman", given), (f"pairs {shop}, plain cosine", plain)):
            print(f"{name:<52}{spearmanr(score, truth)[0]:9.3f}", flush=True)


PARTS: dict[str, Callable[[Path, Classifier], None]] = {
    "topics": topics,
    "pairs": pairs,
    "takeaway": takeaway,
    "reviews": reviews,
}


def main() -> int:
    """Train the shipped model, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the sets of texts")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; default: all")
    chosen = parser.parse_args()
    print(f"{'80/20 after equal texts were left out, seed 7':<52}{'accuracy':>9}{'macro-F1':>9}")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "model"
        train.write(out, training_data.feedback(), training_data.intent_sentences())
        shipped = pipeline.classifier_of(pipeline.read(out))
    for part in chosen.parts or PARTS:
        PARTS[part](chosen.data, shipped)
    return 0


if __name__ == "__main__":
    sys.exit(main())
