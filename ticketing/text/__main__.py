"""`python -m ticketing.text --model DIR`: one message a line comes in, one JSON object a line goes out."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from ticketing.text.analyser import load
from ticketing.text.analysis import Analysis
from ticketing.text.deferred import NoTextModel
from ticketing.text.train import default_folder

CHUNK = 1 << 16
# Line breaks to some readers, which JSON leaves as they are.
UNSEEN_BREAKS = {sign: f"\\u{sign:04x}" for sign in (0x85, 0x2028, 0x2029)}


def arrived(source: BinaryIO) -> Iterator[list[str]]:
    """The lines that are there, as soon as they are there: whoever waits for an answer gets it.

    Lines end with \\n or \\r\\n alone; what is not UTF-8 becomes U+FFFD; the last line may lack its end.
    """
    pieces: list[bytes] = []
    while chunk := os.read(source.fileno(), CHUNK):
        head, newline, tail = chunk.rpartition(b"\n")
        if not newline:
            pieces.append(chunk)
            continue
        whole = b"".join([*pieces, head])
        pieces = [tail] if tail else []
        yield [_readable(line) for line in whole.split(b"\n")]
    if pieces:
        yield [_readable(b"".join(pieces))]


def _readable(line: bytes) -> str:
    return line.removesuffix(b"\r").decode("utf-8", errors="replace")


def as_line(text: str, analysis: Analysis) -> str:
    """One message's analysis; places count code points of the line as it came in."""
    shape = {
        "text": text,
        "category": list(analysis.category),
        "confidence": analysis.confidence["category"],
        "kind": analysis.kind,
        "sentiment": analysis.sentiment,
        "urgency": analysis.urgency,
        "aspects": [
            {
                "aspect": found.aspect,
                "sentiment": found.sentiment,
                "start": found.start,
                "end": found.end,
            }
            for found in analysis.aspects
        ],
        "entities": [
            {"type": found.label, "value": found.value, "start": found.start, "end": found.end}
            for found in analysis.entities
        ],
    }
    return json.dumps(shape, ensure_ascii=False).translate(UNSEEN_BREAKS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer line by line until the input ends. Returns 2 when there is no model."""
    parser = argparse.ArgumentParser(prog="python -m ticketing.text", description=__doc__)
    parser.add_argument("--model", type=Path, default=default_folder(), help="folder of the model")
    try:
        analyser = load(parser.parse_args(arguments).model)
    except NoTextModel as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    try:
        for lines in arrived(sys.stdin.buffer):
            _write(map(as_line, lines, analyser.analyse_many(lines)))
    except BrokenPipeError:  # the reader has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
