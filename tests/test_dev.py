"""dev.py: what it remembers, what it hands to its processes, and how it keeps them alive."""

import json
import os
import shutil
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

import dev
from devtools.backoff import Backoff
from devtools.demo_env import (
    Addresses,
    compose,
    default_database_url,
    demo_secrets,
    env_of,
    prepare_data_dir,
)
from devtools.evaluate import evaluate
from devtools.models import hand_over
from devtools.progress import StepFailed, run_logged
from devtools.run import children, only_run_of, wait_until_ready, write_record
from devtools.stamps import fingerprint, is_current, write_stamp
from devtools.supervisor import Child, Supervisor, started_at

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def a_child(folder: Path, argv: list[str] = SLEEPER, name: str = "sleeper") -> Child:
    return Child(name, argv, os.environ, folder / f"{name}.log")


def some_addresses(data_dir: Path) -> Addresses:
    return Addresses(data_dir, 8000, 5005, 5055, default_database_url(data_dir))


# --- what is remembered


def test_a_changed_a_renamed_and_a_new_input_each_change_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu" / "a.yml").write_text("你好")
    first = fingerprint(tmp_path, [tmp_path / "nlu"])
    (tmp_path / "nlu" / "a.yml").write_text("您好")
    changed = fingerprint(tmp_path, [tmp_path / "nlu"])
    (tmp_path / "nlu" / "a.yml").rename(tmp_path / "nlu" / "b.yml")
    renamed = fingerprint(tmp_path, [tmp_path / "nlu"])
    (tmp_path / "nlu" / "c.yml").write_text("")
    assert len({first, changed, renamed, fingerprint(tmp_path, [tmp_path / "nlu"])}) == 4


def test_what_tools_make_and_what_is_left_out_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("你好")
    first = fingerprint(tmp_path, [tmp_path])
    for folder in ("__pycache__", "feedback"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x").write_text("other")
    assert fingerprint(tmp_path, [tmp_path], without=[tmp_path / "feedback"]) == first


def test_a_stamp_is_current_for_the_inputs_it_names_and_no_others(tmp_path: Path) -> None:
    stamp = tmp_path / "models" / "text.stamp"
    assert not is_current(stamp, "abc")
    write_stamp(stamp, "abc")
    assert is_current(stamp, "abc") and not is_current(stamp, "abd")


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_data_folder_gets_a_whole_model_of_its_own_and_the_old_one_goes(
    tmp_path: Path, is_folder: bool
) -> None:
    built, model = tmp_path / "built", tmp_path / "data" / "model"
    for words in ("old", "new"):
        if is_folder:
            shutil.rmtree(built, ignore_errors=True)
            built.mkdir()
            (built / words).write_text(words)
        else:
            built.write_text(words)
        hand_over(built, model)
    assert [file.name for file in model.parent.iterdir()] == ["model"]
    assert [file.name for file in model.iterdir()] == ["new"] if is_folder else model.read_text() == "new"


# --- what the processes are handed


def test_demo_secrets_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    first = demo_secrets(tmp_path)
    assert demo_secrets(tmp_path) == first
    assert len(set(first.values())) == 3
    assert all(value.startswith("demo-") and len(value) >= 32 for value in first.values())
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_a_data_folder_is_for_its_owner_alone_and_invisible_to_git(tmp_path: Path) -> None:
    prepare_data_dir(tmp_path / "state")
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    assert (tmp_path / "state" / ".gitignore").read_text() == "*\n"


def test_a_run_takes_its_mail_server_from_the_shell_and_nothing_else_of_ours(tmp_path: Path) -> None:
    shell = {
        "HUISHENG_SMTP_URL": "smtp://127.0.0.1:2525",
        "HUISHENG_REDIS_URL": "redis://x",
        "PYTHONPATH": "/x",
    }
    env = compose(some_addresses(tmp_path), {}, {**shell, "PATH": "/bin"})
    assert env["HUISHENG_SMTP_URL"] == "smtp://127.0.0.1:2525" and env["PATH"] == "/bin"
    assert "HUISHENG_REDIS_URL" not in env and "PYTHONPATH" not in env


def test_every_process_gets_the_addresses_of_all_others_and_never_calls_out(tmp_path: Path) -> None:
    env = compose(some_addresses(tmp_path), {"HUISHENG_SECRET_KEY": "demo-1"}, {"PATH": "/bin"})
    assert env["HUISHENG_DATABASE_URL"] == f"sqlite:///{tmp_path}/huisheng.db"
    assert env["HUISHENG_PUBLIC_URL"] == env["HUISHENG_SERVICE_URL"] == "http://127.0.0.1:8000"
    assert env["HUISHENG_RASA_URL"] == "http://127.0.0.1:5005"
    assert env["HUISHENG_ACTIONS_URL"] == "http://127.0.0.1:5055/webhook"
    assert env["RASA_TELEMETRY_ENABLED"] == "false"
    assert "HUISHENG_REDIS_URL" not in env


def test_all_four_processes_listen_on_this_machine_only(tmp_path: Path) -> None:
    env = compose(some_addresses(tmp_path), {}, {})
    commands = {child.name: " ".join(child.argv) for child in children(some_addresses(tmp_path), env)}
    assert set(commands) == {"api", "worker", "actions", "rasa"}
    assert "--host 127.0.0.1" in commands["api"]
    assert "-i 127.0.0.1" in commands["rasa"] and "--enable-api" not in commands["rasa"]
    assert env["SANIC_HOST"] == "127.0.0.1"


def test_a_token_is_made_with_the_database_of_the_run_that_uses_the_folder(tmp_path: Path) -> None:
    assert env_of(tmp_path, {})["HUISHENG_DATABASE_URL"] == default_database_url(tmp_path)
    addresses = Addresses(tmp_path, 8123, 1, 2, "postgresql://shop@127.0.0.1/huisheng", "redis://127.0.0.1")
    write_record(addresses, [])
    env = env_of(tmp_path, {})
    assert env["HUISHENG_DATABASE_URL"] == "postgresql://shop@127.0.0.1/huisheng"
    assert env["HUISHENG_REDIS_URL"] == "redis://127.0.0.1"
    assert env["HUISHENG_PUBLIC_URL"] == "http://127.0.0.1:8123"


# --- the command line


def test_run_starts_at_port_8000_with_its_state_in_var() -> None:
    options = dev.parser().parse_args(["run"])
    assert (options.port, options.data_dir, options.database_url) == (8000, dev.ROOT / "var", None)


def test_an_unknown_argument_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        dev.main(["run", "--prot", "1"])
    assert "--prot" in capsys.readouterr().err


def test_a_token_of_a_folder_without_a_demo_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["token", "agent", "--data-dir", str(tmp_path)]) == 2
    assert "dev.py run" in capsys.readouterr().err


def test_evaluation_without_data_is_skipped_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HUISHENG_EVAL_DATA", raising=False)
    assert evaluate(None, tmp_path, []) == 0
    assert "skipped: no evaluation data" in capsys.readouterr().out
    assert evaluate(tmp_path / "nowhere", tmp_path, []) == 2


# --- keeping processes alive


def test_the_wait_doubles_with_each_death_up_to_half_a_minute() -> None:
    backoff = Backoff()
    assert [backoff.after(lived=0.1) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_minute_of_life_makes_the_next_wait_short_again() -> None:
    backoff = Backoff()
    for _ in range(5):
        backoff.after(lived=0.1)
    assert backoff.after(lived=60.0) == 0.5


def test_a_killed_child_starts_again_after_its_wait(tmp_path: Path) -> None:
    pids: list[int] = []
    child = a_child(tmp_path)
    supervisor = Supervisor([child], lambda: pids.append(child.process.pid if child.process else 0))
    supervisor.start()
    try:
        os.kill(pids[0], signal.SIGKILL)
        killed = time.monotonic()
        while len(pids) < 2 and time.monotonic() < killed + 10:
            supervisor.tick()
            time.sleep(0.02)
        assert len(pids) == 2 and pids[0] != pids[1]
        assert time.monotonic() - killed >= 0.5
        assert child.starts == 2 and child.is_running()
    finally:
        supervisor.stop()


def test_stopping_ends_also_what_a_child_started_itself(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time; "
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True); "
        "time.sleep(60)"
    )
    child = a_child(tmp_path, [sys.executable, "-c", code])
    supervisor = Supervisor([child], lambda: None)
    supervisor.start()
    until = time.monotonic() + 10
    while not child.log.read_text().strip() and time.monotonic() < until:
        time.sleep(0.02)
    grandchild = int(child.log.read_text())
    assert started_at(grandchild)
    supervisor.stop()
    until = time.monotonic() + 5
    while started_at(grandchild) and time.monotonic() < until:
        time.sleep(0.02)
    assert not child.is_running() and started_at(grandchild) is None


def test_a_start_that_dies_again_and_again_is_given_up_with_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devtools.backoff.LONGEST_DELAY", 0.01)
    child = a_child(tmp_path, [sys.executable, "-c", "print('no such model'); raise SystemExit(3)"], "rasa")
    child.backoff.delay = 0.01
    supervisor = Supervisor([child], lambda: None)
    supervisor.start()
    addresses = Addresses(tmp_path, 9, 9, 9, default_database_url(tmp_path))
    with pytest.raises(StepFailed, match="rasa dies again and again(.|\n)*no such model"):
        wait_until_ready(addresses, supervisor)
    supervisor.stop()


def test_two_runs_on_one_data_folder_are_refused(tmp_path: Path) -> None:
    with only_run_of(tmp_path):
        with pytest.raises(StepFailed, match="another dev.py run uses"):
            with only_run_of(tmp_path):
                pass


def test_what_a_killed_run_left_behind_is_ended_but_no_stranger_with_the_same_pid(tmp_path: Path) -> None:
    left, stranger = a_child(tmp_path, name="api"), a_child(tmp_path, name="worker")
    left.start()
    stranger.start()
    try:
        write_record(some_addresses(tmp_path), [left, stranger])
        record = json.loads((tmp_path / "run.json").read_text())
        record["children"]["worker"]["started"] = "Thu Jan  1 00:00:00 1970"
        (tmp_path / "run.json").write_text(json.dumps(record))
        with only_run_of(tmp_path):
            assert left.process is not None
            assert left.process.wait(5) == -signal.SIGKILL
            assert stranger.is_running()
    finally:
        Supervisor([left, stranger], lambda: None).stop()


def test_a_step_that_fails_shows_the_end_of_its_log(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="ended with 4(.|\n)*the reason"):
        command = [sys.executable, "-c", "print('the reason'); raise SystemExit(4)"]
        run_logged(command, tmp_path / "step.log", cwd=tmp_path, env=os.environ)
