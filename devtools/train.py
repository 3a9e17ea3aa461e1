"""`dev.py train`: a model from nlu_data and what was learnt, beside the one in use; a lead decides then."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devtools import model_report, models
from devtools.demo_env import env_of, prepare_data_dir
from devtools.environments import ensure_environments, one_build_at_a_time
from devtools.places import ROOT, python
from devtools.progress import StepFailed, run_logged, say, step
from devtools.stamps import is_current, write_stamp

KEPT_VERSIONS = 5
"""Beside the one in use; older ones go, with the sentences in them."""


class Training:
    """One run on one data folder; `env` is that of the demo that uses it."""

    def __init__(self, data_dir: Path, env: Mapping[str, str]) -> None:
        self.data_dir, self.env = data_dir, env
        self.models = data_dir / "models"
        self.replay = self.models / "replay.jsonl"
        self.begin()

    def begin(self) -> None:
        """Name the version by now: later than what it is compared with."""
        self.now = datetime.now(UTC)
        self.version = f"{self.now:%Y%m%d-%H%M%S}"
        self.folder = self.models / self.version

    def export(self, days: int) -> dict[str, int]:
        """Write what was named, and what shoppers typed lately."""
        found = self.record(
            "export",
            "--days",
            str(days),
            "--learnt",
            str(self.data_dir / "learnt"),
            "--replay",
            str(self.replay),
        )
        return {"learnt": int(found["learnt"]), "replay": int(found["replay"])}

    def in_use(self) -> Path:
        """The folder of the model in use: kept under a version, so that it can come back."""
        models.ensure_assistant(self.data_dir, self.env)
        archive = models.assistant_model(self.data_dir)
        digest = models.digest_of(archive)
        for manifest in self.models.glob("*/manifest.json"):
            if json.loads(manifest.read_text())["digest"] == digest:
                return manifest.parent
        made = datetime.fromtimestamp(archive.stat().st_mtime, UTC)
        folder = self.models / f"{made:%Y%m%d-%H%M%S}"
        folder.mkdir()
        shutil.copyfile(archive, folder / archive.name)
        shutil.copyfile(models.stamp_of(archive), models.stamp_of(folder / archive.name))
        learnt = models.learnt_in_use(self.data_dir)
        models.copy_learnt(learnt, folder / "learnt")
        self.write_manifest(folder, made)
        self.record("register", "--folder", str(folder), "--current")
        return folder

    def train(self, learnt: Path | None) -> None:
        """Train into the version's folder."""
        models.copy_learnt(learnt, self.folder / "learnt")
        archive = self.folder / models.ARCHIVE
        log = self.data_dir / "logs" / "train-assistant.log"
        command = models.train_assistant_command(archive, learnt)
        with step(f"model {self.version} trained"):
            run_logged(command, log, cwd=ROOT, env=self.env)
        write_stamp(models.stamp_of(archive), models.assistant_fingerprint(learnt))
        self.write_manifest(self.folder, self.now)

    def compare(self, before: Path, data: Path | None) -> dict[str, Any]:
        """Score both and replay; the report lies in the version's folder as JSON and as a page."""
        raw = self.folder / "report.json"
        command = [python("bot"), "-m", "bench.understanding.comparison"]
        command += ["--before", str(before / models.ARCHIVE), "--after", str(self.folder / models.ARCHIVE)]
        command += ["--stored", str(self.replay), "--out", str(raw)]
        command += ["--data", str(data)] if data else []
        with step("both models scored, stored messages read again"):
            run_logged(command, self.data_dir / "logs" / "compare-models.log", cwd=ROOT, env=self.env)
        report: dict[str, Any] = {
            "version": self.version,
            "compared_with": before.name,
            "trained_at": self.now.isoformat(timespec="seconds"),
            "learnt": models.count_learnt(self.folder / "learnt"),
            **json.loads(raw.read_text(encoding="utf-8")),
            "ticket_text": self.ticket_text(),
        }
        raw.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
        (self.folder / "report.html").write_text(model_report.page(report), encoding="utf-8")
        return report

    def ticket_text(self) -> str | None:
        """What the ticket text model reads of texts held out, when what it learns from has changed."""
        if is_current(models.stamp_of(models.text_model(self.data_dir)), models.text_fingerprint()):
            return None
        with step("ticket text model scored, since its texts have changed"):
            command = [python("service"), "-m", "ticketing.text.train", "--report"]
            done = subprocess.run(command, cwd=ROOT, env=dict(self.env), capture_output=True, text=True)
        if done.returncode != 0:
            raise StepFailed(f"the ticket text model could not be scored\n{done.stderr[-800:]}")
        return done.stdout

    def propose(self, is_compared: bool, in_use: Path) -> None:
        """Register it for a lead to look at, and let the oldest versions go."""
        versions = sorted(
            (one.parent for one in self.models.glob("*/manifest.json")), key=lambda one: one.name
        )
        others = [one for one in versions if one not in {in_use, self.folder}]
        for old in others[: -(KEPT_VERSIONS - 1)]:
            shutil.rmtree(old)
        kept = [one.name for one in self.models.iterdir() if (one / "manifest.json").exists()]
        report = ["--report", str(self.folder / "report.json")] if is_compared else []
        self.record("register", "--folder", str(self.folder), "--kept", ",".join(kept), *report)

    def write_manifest(self, folder: Path, made: datetime) -> None:
        """What `ticketing.learning_files` reads."""
        archive = folder / models.ARCHIVE
        manifest = {
            "version": folder.name,
            "tree": models.assistant_fingerprint(),
            "stamp": models.stamp_of(archive).read_text().strip(),
            "digest": models.digest_of(archive),
            "learnt": models.count_learnt(folder / "learnt"),
            "trained_at": made.isoformat(),
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))

    def record(self, *arguments: str) -> dict[str, Any]:
        """One command on the service's database. Raises StepFailed with what it said."""
        command = [python("service"), "-m", "ticketing.learning_commands", "--now", self.now.isoformat()]
        done = subprocess.run(
            [*command, *arguments], cwd=ROOT, env=dict(self.env), capture_output=True, text=True
        )
        if done.returncode != 0:
            raise StepFailed(
                f"{' '.join(arguments[:1])} failed: is the database migrated?\n{done.stderr[-800:]}"
            )
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


@contextmanager
def _gone_afterwards(file: Path) -> Iterator[None]:
    """Shoppers' own words do not stay in a file."""
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def train(data_dir: Path, *, compares: bool, data: Path | None, days: int) -> int:
    """Train, compare, propose. Returns the exit code; 0 also when there was nothing new to learn."""
    data_dir = data_dir.resolve()
    prepare_data_dir(data_dir)
    (data_dir / "models").mkdir(exist_ok=True)
    run = Training(data_dir, env_of(data_dir, os.environ))
    try:
        with one_build_at_a_time(), _gone_afterwards(run.replay):
            ensure_environments()
            found = run.export(days)
            say(f"  {found['learnt']} sentences learnt, {found['replay']} stored messages to read again")
            in_use = run.in_use()
            run.begin()
            learnt = models.learnt_in(data_dir / "learnt")
            if is_current(models.stamp_of(in_use / models.ARCHIVE), models.assistant_fingerprint(learnt)):
                say("nothing new: the model in use was made from exactly this")
                return 0
            try:
                run.train(learnt)
                if compares:
                    for line in model_report.terminal(run.compare(in_use, data)):
                        say(line)
                run.propose(compares, in_use)
            except BaseException:
                shutil.rmtree(run.folder, ignore_errors=True)
                raise
    except StepFailed as failure:
        say(f"FAILED {failure}")
        return 1
    say(f"PROPOSED {run.version}: a lead puts it to use in the console, 学习 → 模型")
    if compares:
        say(f"  {run.folder / 'report.html'}")
    return 0
