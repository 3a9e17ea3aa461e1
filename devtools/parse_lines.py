"""`python -m devtools.parse_lines MODEL`: read lines with the assistant's trained model, without Rasa."""

import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.understanding import FILE, Reading, Understanding
from devtools.lines import answer_lines


def load(archive: Path) -> Understanding:
    """The reader out of the assistant's model archive."""
    with tarfile.open(archive) as model, TemporaryDirectory() as folder:
        member = next(each for each in model if Path(each.name).name == FILE)
        member.name = FILE
        model.extract(member, folder, filter="data")
        return Understanding.load(Path(folder))


def as_json(reading: Reading) -> dict[str, Any]:
    """One message's reading; places count code points of the line as it came in."""
    ranking = [{"name": guess.intent, "confidence": round(guess.confidence, 4)} for guess in reading.guesses]
    return {
        "text": reading.text,
        "intent": reading.intent.intent,
        "confidence": ranking[0]["confidence"],
        "ranking": ranking,
        "second": reading.second.intent if reading.second else None,
        "out_of_scope": reading.intent.intent == "out_of_scope",
        "entities": [
            {"type": found["entity"], "value": found["value"], "start": found["start"], "end": found["end"]}
            for found in reading.entities
        ],
    }


def main(archive: Path) -> int:
    """Answer line by line until the input ends."""
    reader = load(archive)

    def answers(lines: Sequence[str]) -> Iterator[dict[str, Any]]:
        return map(as_json, reader.parse_many(lines))

    return answer_lines(answers)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
