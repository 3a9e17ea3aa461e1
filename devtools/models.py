"""Trains what is learned from sentences, once for each state of the inputs, whichever data folder asks."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools.places import REQUIREMENTS, ROOT, TOOLS, python
from devtools.progress import run_logged, step
from devtools.stamps import fingerprint, is_current, write_stamp

BUILT = TOOLS / "models"
KEPT = 3
ARCHIVE = "assistant.tar.gz"
ASSISTANT_INPUTS = (ROOT / "config.yml", ROOT / "bot", ROOT / "nlu_data", REQUIREMENTS / "bot.txt")
# Feedback texts are the ticket classifier's; addresses change nothing that is learned.
NOT_ASSISTANT_INPUTS = (
    ROOT / "nlu_data" / "feedback",
    ROOT / "bot" / "credentials.yml",
    ROOT / "bot" / "endpoints.yml",
)
TEXT_INPUTS = (ROOT / "ticketing" / "text", ROOT / "nlu_data", REQUIREMENTS / "service.txt")


def assistant_model(data_dir: Path) -> Path:
    """The assistant's model that a run loads, an archive."""
    return data_dir / "models" / ARCHIVE


def text_model(data_dir: Path) -> Path:
    """The ticket text model that the service loads, a folder."""
    return data_dir / "text_model"


def learnt_in(folder: Path) -> Path | None:
    """The folder when sentences from conversations lie in it."""
    return folder if any(folder.glob("*.yml")) else None


def learnt_in_use(data_dir: Path) -> Path | None:
    """The sentences from conversations that the promoted model was trained on, if there are any."""
    return learnt_in(data_dir / "models" / "learnt")


def copy_learnt(learnt: Path | None, to: Path) -> None:
    """Keep the sentences of a model beside it."""
    to.mkdir(parents=True)
    for file in sorted(learnt.glob("*.yml")) if learnt else ():
        shutil.copyfile(file, to / file.name)


def count_learnt(folder: Path) -> int:
    """How many sentences."""
    texts = (file.read_text(encoding="utf-8") for file in folder.glob("*.yml"))
    return sum(line.startswith("      - ") for text in texts for line in text.splitlines())


def digest_of(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def stamp_of(model: Path) -> Path:
    """The file that says what a model was made from."""
    return model.with_name(f"{model.name}.stamp")


def assistant_fingerprint(learnt: Path | None = None) -> str:
    """Everything that changes what `rasa train` makes."""
    extra = fingerprint(learnt, [learnt]) if learnt else ""
    return fingerprint(ROOT, ASSISTANT_INPUTS, without=NOT_ASSISTANT_INPUTS, extra=extra)


def text_fingerprint() -> str:
    """Everything that changes what the ticket text model learns."""
    return fingerprint(ROOT, TEXT_INPUTS)


def train_assistant_command(out: Path, learnt: Path | None = None) -> list[str]:
    """`rasa train` into the archive `out`.

    The domain is not under --data: there, Rasa reads every file with a `responses:` key as NLU data.
    """
    inputs = ["-c", "config.yml", "-d", "bot/domain", "--data", "nlu_data", "bot/dialogue"]
    inputs += [str(learnt)] if learnt else []
    made = ["--out", str(out.parent), "--fixed-model-name", out.name.removesuffix(".tar.gz")]
    # --force: Rasa's own cache does not see a change in a module that a component imports.
    # --skip-validation: it takes half a minute, only warns, and the assistant's tests check the same.
    return [python("bot"), "-m", "bot.lean_rasa", "train", *inputs, *made, "--force", "--skip-validation"]


def train_text_command(out: Path) -> list[str]:
    """Train the ticket text model into the folder `out`."""
    return [python("service"), "-m", "ticketing.text.train", "--out", str(out)]


def ensure_assistant(data_dir: Path, env: Mapping[str, str]) -> None:
    """The assistant's model in the data folder, trained when its inputs changed, on what was promoted too."""
    learnt = learnt_in_use(data_dir)
    wanted = assistant_fingerprint(learnt)
    # What shoppers said stays in their data folder.
    built = (data_dir / "models" / "built" if learnt else BUILT) / f"assistant-{wanted[:16]}.tar.gz"
    log = data_dir / "logs" / "train-assistant.log"
    command = train_assistant_command(built, learnt)
    _ensure("assistant trained", assistant_model(data_dir), wanted, built, command, log, env)
    shutil.rmtree(data_dir / "models" / "built", ignore_errors=True)


def say_what_runs(data_dir: Path) -> None:
    """Write down which software is about to run: a model of another one is not put to use."""
    write_stamp(data_dir / "models" / "tree.stamp", assistant_fingerprint())


def ensure_text_model(data_dir: Path, env: Mapping[str, str]) -> None:
    """The ticket text model in the data folder, trained when its inputs changed."""
    wanted = text_fingerprint()
    built = BUILT / f"text-{wanted[:16]}"
    log = data_dir / "logs" / "train-text.log"
    command = train_text_command(built)
    _ensure("ticket text model trained", text_model(data_dir), wanted, built, command, log, env)


def _ensure(
    title: str,
    model: Path,
    wanted: str,
    built: Path,
    command: Sequence[str],
    log: Path,
    env: Mapping[str, str],
) -> None:
    """Give the data folder its own copy of the model of these inputs; train it when nobody has yet."""
    stamp = stamp_of(model)
    if is_current(stamp, wanted) and model.exists():
        return
    if not built.exists():
        with step(title):
            run_logged(command, log, cwd=ROOT, env=env)
    hand_over(built, model)
    write_stamp(stamp, wanted)
    forget_old(f"{built.name.partition('-')[0]}-*")


def hand_over(built: Path, model: Path) -> None:
    """Copy beside the old model, then swap: a copy that was cut off is never loaded."""
    model.parent.mkdir(parents=True, exist_ok=True)
    half = model.with_name(f"{model.name}.half")
    _remove(half)
    if built.is_dir():
        shutil.copytree(built, half)
    else:
        shutil.copyfile(built, half)
    _remove(model)
    half.replace(model)


def forget_old(pattern: str) -> None:
    """Keep the newest few models; going back to the last branch does not train again."""
    for old in sorted(BUILT.glob(pattern), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
