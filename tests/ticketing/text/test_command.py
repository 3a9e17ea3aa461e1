"""`python -m ticketing.text`: lines in, JSON objects out, whatever the lines hold."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.text_model import trained_analyser
from ticketing.rules.categories import CATEGORIES
from ticketing.text.analysis import Analyse

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def model(analyse: Analyse) -> Path:
    analyse("你好")
    return trained_analyser().folder.resolve()


def start(model: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ticketing.text", "--model", str(model)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def test_every_line_gets_an_object_with_places_in_the_line_as_it_came(model: Path) -> None:
    lines = [
        "😀訂單2611200001234還沒發貨，物流太慢了".encode(),
        b"",
        b"\xff\xfe bad \x00 bytes",
        "一行\u2028里的\u0085换行\r".encode(),
        "质量差".encode() * 40_000,
        "１３８１２３４５６７８打给我，退我１２９元".encode(),
    ]
    process = start(model)
    answered, _ = process.communicate(b"\n".join(lines))
    assert process.returncode == 0
    objects = [json.loads(line) for line in answered.decode().splitlines()]
    assert [found["text"] for found in objects] == [
        line.removesuffix(b"\r").decode("utf-8", errors="replace") for line in lines
    ]
    for found in objects:
        assert list(found) == [
            "text",
            "category",
            "confidence",
            "kind",
            "sentiment",
            "urgency",
            "aspects",
            "entities",
        ]
        assert found["category"][1] in CATEGORIES[found["category"][0]]
        for place in (*found["aspects"], *found["entities"]):
            assert 0 <= place["start"] < place["end"] <= len(found["text"])
    order = objects[0]["entities"][0]
    assert order == {"type": "order_number", "value": "2611200001234", "start": 3, "end": 16}
    assert {"phone", "amount"} == {found["type"] for found in objects[5]["entities"]}
    aspect = next(found for found in objects[0]["aspects"] if found["start"] > 16)
    assert objects[0]["text"][aspect["start"] : aspect["end"]] == "物流太慢了"


def test_whoever_waits_for_the_answer_to_one_line_gets_it(model: Path) -> None:
    process = start(model)
    assert process.stdin and process.stdout
    for text in ("快递丢了", "发票没开"):
        process.stdin.write(f"{text}\n".encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["text"] == text
    process.stdin.close()
    assert process.wait(20) == 0
    process.stdout.close()


def test_a_reader_that_has_seen_enough_is_no_failure(model: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    process = subprocess.run(
        [sys.executable, "-m", "ticketing.text", "--model", str(model)],
        cwd=ROOT,
        input="退款\n".encode() * 300,
        stdout=write,
        stderr=subprocess.PIPE,
    )
    os.close(write)
    assert (process.returncode, process.stderr) == (0, b"")


def test_without_a_model_it_says_how_to_make_one(tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "ticketing.text", "--model", str(tmp_path)],
        cwd=ROOT,
        input=b"",
        capture_output=True,
    )
    assert process.returncode == 2
    assert process.stdout == b""
    assert b"ticketing.text.train" in process.stderr
