"""`dev.py parse`: one JSON object for every line, whatever the line holds."""

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from bot.components.examples import Examples
from bot.understanding import FILE, Understanding

ROOT = Path(__file__).parents[2]
LINES = [
    "我要退货".encode(),
    b"",
    "訂單2611200001234😀还没到 13800000000".encode(),
    b"\xff\xfe\x00",
    "a\u2028b".encode(),
    b"x" * 20_000,
    "我要真人客服".encode(),
    "最后一行没有换行".encode(),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    folder = tmp_path_factory.mktemp("model")
    sentences = [("我要退货", "request_return"), ("还没到", "track_parcel"), ("转人工", "ask_human")] * 3
    Understanding.train(Examples(sentences, {}, {}), {"name": "characters"}).save(folder)
    archive = folder / "assistant.tar.gz"
    with tarfile.open(archive, "w:gz") as model:
        model.add(folder / FILE, f"components/train_bot.Reader0/{FILE}")
    run = subprocess.run(
        [sys.executable, "-m", "devtools.parse_lines", str(archive)],
        cwd=ROOT,
        input=b"\n".join(LINES),
        capture_output=True,
        check=True,
    )
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def test_every_line_has_its_answer(answers: list[dict[str, object]]) -> None:
    assert [str(each["text"]).encode() for each in answers] == [
        line.decode("utf-8", errors="replace").encode() for line in LINES
    ]
    assert {frozenset(each) for each in answers} == {
        frozenset({"text", "intent", "confidence", "ranking", "second", "out_of_scope", "entities"})
    }


def test_places_count_code_points_of_the_raw_line(answers: list[dict[str, object]]) -> None:
    text = str(answers[2]["text"])
    entities = answers[2]["entities"]
    assert isinstance(entities, list)
    found = {each["type"]: text[each["start"] : each["end"]] for each in entities}
    assert found == {"order_number": "2611200001234", "phone": "13800000000"}


def test_a_wish_for_a_person_needs_no_model(answers: list[dict[str, object]]) -> None:
    assert answers[6]["intent"] == "ask_human"
