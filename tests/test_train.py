"""dev.py train: what it compares and says, and that what was learnt stays in its data folder."""

import json
from pathlib import Path
from typing import Any

import pytest

import dev
from devtools import model_report, models
from devtools.train import Training

REPORT: dict[str, Any] = {
    "version": "20261122-120000",
    "compared_with": "20261121-120000",
    "trained_at": "2026-11-22T12:00:00+00:00",
    "learnt": 2,
    "trouble": None,
    "ticket_text": "category  0.78 <b>\n",
    "scores": [
        {"name": "own", "unit": "share", "cases": 888, "before": 0.86, "after": 0.8},
        {"name": "own.order", "unit": "share", "cases": 84, "before": None, "after": 0.9},
        {"name": "speed.p99", "unit": "milliseconds", "cases": 400, "before": 5.0, "after": 4.5},
    ],
    "replay": {
        "messages": 12,
        "changed": 1,
        "pairs": [{"before": "nlu_fallback", "after": "track_parcel", "count": 1}],
        "changes": [
            {
                "conversation_id": "c_1",
                "seq": 1,
                "text": "<b>件儿</b>卡半道了",
                "before": {"intent": "nlu_fallback", "confidence": 0.6},
                "after": {"intent": "track_parcel", "confidence": 0.9},
                "outcome": "unsure",
            }
        ],
    },
}


def learn(folder: Path, *sentences: str) -> Path:
    folder.mkdir(parents=True)
    lines = "".join(f"      - {one}\n" for one in sentences)
    (folder / "greet.yml").write_text(
        f'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n{lines}', encoding="utf-8"
    )
    return folder


def test_the_report_says_in_the_terminal_what_got_worse_and_what_changes() -> None:
    lines = list(model_report.terminal(REPORT))
    assert lines[1].split() == ["own", "checks,", "all", "888", "86.0%", "80.0%", "-6.0", "worse"]
    assert lines[2].split() == ["own", "checks,", "order", "84", "–", "90.0%"]
    assert lines[3].split() == "one message, p99 400 5.0 ms 4.5 ms -0.5 ms".split()
    assert lines[4].split()[:2] == ["category", "0.78"]
    assert "of 12 stored messages 1 are decided otherwise" in lines[5]
    assert "nlu_fallback → track_parcel" in lines[6]


def test_the_page_shows_shoppers_words_as_words() -> None:
    page = model_report.page(REPORT)
    assert "&lt;b&gt;件儿&lt;/b&gt;卡半道了" in page and "<b>件儿" not in page
    assert "0.78 &lt;b&gt;" in page
    assert "<script" not in page and "86.0%" in page


def test_what_was_learnt_is_trained_on_and_changes_the_fingerprint(tmp_path: Path) -> None:
    learnt = learn(tmp_path / "models" / "learnt", "嗨喽", "在嘛在嘛")
    assert models.count_learnt(learnt) == 2
    assert models.learnt_in_use(tmp_path) == learnt
    assert models.assistant_fingerprint(learnt) != models.assistant_fingerprint()
    command = models.train_assistant_command(tmp_path / "m.tar.gz", learnt)
    assert command[command.index("--data") + 1 : command.index("--out")] == [
        "nlu_data",
        "bot/dialogue",
        str(learnt),
    ]


def test_an_empty_folder_of_sentences_is_none(tmp_path: Path) -> None:
    (tmp_path / "models" / "learnt").mkdir(parents=True)
    assert models.learnt_in_use(tmp_path) is None


def test_a_start_after_a_promotion_keeps_the_promoted_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = learn(tmp_path / "models" / "learnt", "嗨喽")
    archive = models.assistant_model(tmp_path)
    archive.write_bytes(b"promoted")
    models.write_stamp(models.stamp_of(archive), models.assistant_fingerprint(learnt))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("it was trained again")

    monkeypatch.setattr(models, "run_logged", never)
    models.ensure_assistant(tmp_path, {})
    models.say_what_runs(tmp_path)
    assert archive.read_bytes() == b"promoted"
    assert (tmp_path / "models" / "tree.stamp").read_text().strip() == models.assistant_fingerprint()


def test_other_software_trains_again_on_what_was_promoted_and_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = learn(tmp_path / "models" / "learnt", "嗨喽")
    archive = models.assistant_model(tmp_path)
    archive.write_bytes(b"of older software")
    models.write_stamp(models.stamp_of(archive), "another tree")
    asked: list[list[str]] = []

    def trained(command: list[str], *_: object, **__: object) -> None:
        asked.append(command)
        out = Path(command[command.index("--out") + 1])
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{command[command.index('--fixed-model-name') + 1]}.tar.gz").write_bytes(b"new")

    monkeypatch.setattr(models, "run_logged", trained)
    models.ensure_assistant(tmp_path, {})
    assert archive.read_bytes() == b"new"
    assert str(learnt) in asked[0]
    assert Path(asked[0][asked[0].index("--out") + 1]).is_relative_to(tmp_path)
    assert not (tmp_path / "models" / "built").exists()


def test_the_model_in_use_is_kept_once_under_a_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    archive = models.assistant_model(tmp_path)
    archive.write_bytes(b"in use")
    models.write_stamp(models.stamp_of(archive), models.assistant_fingerprint())
    run = Training(tmp_path, {})
    recorded: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "record", lambda *words: recorded.append(words) or {})
    folder = run.in_use()
    assert run.in_use() == folder and len(recorded) == 1
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["version"] == folder.name and manifest["digest"] == models.digest_of(archive)
    assert manifest["tree"] == models.assistant_fingerprint() and manifest["learnt"] == 0


def test_only_the_newest_versions_stay_beside_the_one_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Training(tmp_path, {})
    versions = [f"202611{day:02d}-120000" for day in range(1, 9)]
    for version in [*versions, run.version]:
        (tmp_path / "models" / version).mkdir(parents=True)
        (tmp_path / "models" / version / "manifest.json").write_text("{}")
    recorded: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "record", lambda *words: recorded.append(words) or {})
    run.propose(False, tmp_path / "models" / versions[0])
    left = {one.name for one in (tmp_path / "models").iterdir()}
    assert left == {versions[0], *versions[-4:], run.version}
    assert set(recorded[0][recorded[0].index("--kept") + 1].split(",")) == left


def test_train_takes_its_options() -> None:
    chosen = dev.parser().parse_args(["train", "--compare", "--days", "7"])
    assert (chosen.compare, chosen.days, chosen.data) == (True, 7, None)
