"""How fast feedback is read: `python bench/text_analysis.py [--messages 100000]`.

The whole pipeline (categories, mood, aspects, named things) on one core, in batches and one by one, over our
own texts again and again; beside it a bare character TF-IDF with logistic regression that gives a category
alone. Bars: 400 messages a second, 99 of 100 single ones within 3 ms.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time, thread_time

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from ticketing.text import train, training_data
from ticketing.text.analyser import load

BAR_A_SECOND, BAR_MS = 400, 3.0
SINGLE = 2_000
PEER_BATCH = 64


def rate(work: Callable[[], int]) -> tuple[float, float]:
    """Messages a second of time on the clock, and of processor time."""
    clock, processor = perf_counter(), process_time()
    count = work()
    return count / (perf_counter() - clock), count / (process_time() - processor)


def singles(work: Callable[[str], object], texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Milliseconds of each text: on the clock, and of processor time."""
    clock, processor = [], []
    for text in texts:
        began, busy = perf_counter(), thread_time()
        work(text)
        clock.append(perf_counter() - began)
        processor.append(thread_time() - busy)
    return np.array(clock) * 1000, np.array(processor) * 1000


def main() -> int:
    """Print the table; 1 when a bar is missed by processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    count = parser.parse_args().messages
    feedback = training_data.feedback()
    texts = [example.text for example in feedback]
    with tempfile.TemporaryDirectory() as folder:
        train.write(Path(folder) / "model", feedback, [])
        analyser = load(Path(folder) / "model")
    list(analyser.analyse_many(texts))  # warm

    def together() -> int:
        return sum(1 for _ in analyser.analyse_many(islice(cycle(texts), count)))

    counter = TfidfVectorizer(analyzer="char", ngram_range=(1, 2))
    peer = LogisticRegression(max_iter=1000).fit(
        counter.fit_transform(texts), [example.category for example in feedback]
    )

    def peer_together() -> int:
        for start in range(0, count, PEER_BATCH):
            peer.predict(
                counter.transform(islice(cycle(texts), start % len(texts), start % len(texts) + PEER_BATCH))
            )
        return count

    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    clock, processor = rate(together)
    print(f"pipeline, in batches: {clock:8.0f} a second, {processor:8.0f} a second of processor time")
    peer_clock, peer_processor = rate(peer_together)
    print(
        f"bare, in batches:     {peer_clock:8.0f} a second, {peer_processor:8.0f} a second of processor time"
    )
    asked = list(islice(cycle(texts[::3]), SINGLE))
    by_clock, by_processor = singles(analyser.analyse, asked)
    for name, taken in (("on the clock", by_clock), ("of processor time", by_processor)):
        half, most = np.percentile(taken, [50, 99])
        print(f"one message, ms {name}: half within {half:.2f}, 99 of 100 within {most:.2f}")
    print(f"load average {os.getloadavg()[0]:.1f}")
    return int(processor < BAR_A_SECOND or float(np.percentile(by_processor, 99)) > BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
