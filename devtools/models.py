"""Trains what is learned from sentences, once for each state of the inputs."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools.places import REQUIREMENTS, ROOT, TOOLS, python
from devtools.progress import run_logged, step
from devtools.stamps import fingerprint, is_current, write_stamp

BUILT = TOOLS / "models"
KEPT = 3
ASSISTANT = "assistant"
ASSISTANT_INPUTS = (ROOT / "config.yml", ROOT / "bot", ROOT / "nlu_data", REQUIREMENTS / "bot.txt")
# Feedback texts are the ticket classifier's; addresses change nothing that is learned.
NOT_ASSISTANT_INPUTS = (
    ROOT / "nlu_data" / "feedback",
    ROOT / "bot" / "credentials.yml",
    ROOT / "bot" / "endpoints.yml",
)
TEXT_INPUTS = (ROOT / "ticketing" / "text", ROOT / "nlu_data", REQUIREMENTS / "service.txt")


def assistant_model(data_dir: Path) -> Path:
    """The assistant's model that a run loads."""
    return data_dir / "models" / f"{ASSISTANT}.tar.gz"


def assistant_fingerprint() -> str:
    """Everything that changes what `rasa train` makes."""
    return fingerprint(ROOT, ASSISTANT_INPUTS, without=NOT_ASSISTANT_INPUTS)


def text_fingerprint() -> str:
    """Everything that changes what the ticket text model learns."""
    return fingerprint(ROOT, TEXT_INPUTS)


def train_assistant_command(folder: Path, name: str) -> list[str]:
    """`rasa train` into folder/name.tar.gz.

    The domain is not under --data: there, Rasa reads every file with a `responses:` key as NLU data.
    """
    inputs = ["-c", "config.yml", "-d", "bot/domain", "--data", "nlu_data", "bot/dialogue"]
    # --force: Rasa's own cache does not see a change in a module that a component imports.
    made = ["--out", str(folder), "--fixed-model-name", name, "--force"]
    return [python("bot"), "-m", "rasa", "train", *inputs, *made]


def ensure_assistant(data_dir: Path, env: Mapping[str, str]) -> None:
    """The assistant's model in the data folder, trained when its inputs changed."""
    wanted = assistant_fingerprint()
    model = assistant_model(data_dir)
    stamp = model.with_suffix(".stamp")
    if is_current(stamp, wanted) and model.exists():
        return
    built = BUILT / f"{ASSISTANT}-{wanted[:16]}.tar.gz"
    if not built.exists():
        with step("assistant trained"):
            command = train_assistant_command(BUILT, built.name.removesuffix(".tar.gz"))
            run_logged(command, data_dir / "logs" / "train-assistant.log", cwd=ROOT, env=env)
    _hand_over(built, model)
    write_stamp(stamp, wanted)
    _forget_old(f"{ASSISTANT}-*")


def ensure_text_model(data_dir: Path, env: Mapping[str, str]) -> None:
    """The ticket text model in the data folder, trained when its inputs changed."""
    wanted = text_fingerprint()
    stamp = data_dir / "models" / "text.stamp"
    if is_current(stamp, wanted):
        return
    with step("ticket text model trained"):
        command: Sequence[str] = [python("service"), "-m", "ticketing.text.train"]
        run_logged(command, data_dir / "logs" / "train-text.log", cwd=ROOT, env=env)
        write_stamp(stamp, wanted)


def _hand_over(built: Path, model: Path) -> None:
    """Copy in one move, so that a loader never sees half a model."""
    model.parent.mkdir(parents=True, exist_ok=True)
    half = model.with_suffix(".half")
    shutil.copyfile(built, half)
    half.replace(model)


def _forget_old(pattern: str) -> None:
    """Keep the newest few models; going back to the last branch does not train again."""
    for old in sorted(BUILT.glob(pattern), key=lambda file: file.stat().st_mtime)[:-KEPT]:
        old.unlink()
