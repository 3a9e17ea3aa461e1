"""Messages from standard input, one a line, each answered by one line: how `parse` and `analyse` talk."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

CHUNK = 1 << 16
AT_ONCE = 64
"""Lines that are answered together when so many are there."""
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
        lines = [_readable(line) for line in whole.split(b"\n")]
        yield from (lines[start : start + AT_ONCE] for start in range(0, len(lines), AT_ONCE))
    if pieces:
        yield [_readable(b"".join(pieces))]


def answer_lines(answers: Callable[[Sequence[str]], Iterable[dict[str, Any]]]) -> int:
    """Answer every line of standard input by one JSON object until it ends, or nobody reads any more."""
    try:
        for lines in arrived(sys.stdin.buffer):
            shapes = [json.dumps(shape, ensure_ascii=False) for shape in answers(lines)]
            text = "".join(f"{shape.translate(UNSEEN_BREAKS)}\n" for shape in shapes)
            sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has gone, as `head` does; what is left in the buffer must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _readable(line: bytes) -> str:
    return line.removesuffix(b"\r").decode("utf-8", errors="replace")
