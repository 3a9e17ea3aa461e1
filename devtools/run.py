"""`dev.py run`: prepares everything, starts the four processes, waits for a real answer, keeps them alive."""

import fcntl
import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from devtools import models, pages
from devtools.demo_env import Addresses, compose, default_database_url, demo_secrets, prepare_data_dir
from devtools.environments import ensure_environment, ensure_uv, one_build_at_a_time
from devtools.places import ROOT, python
from devtools.progress import StepFailed, excerpt, run_logged, say, step, stop_commands
from devtools.supervisor import Child, Supervisor, started_at

READY_WITHIN = 180.0
DEATHS_BEFORE_READY = 4
PROBE_TIMEOUT = 10.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked this run to end: Ctrl-C, SIGTERM or a closed terminal."""


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check_port(port: int) -> None:
    """Raise StepFailed when the asked port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise StepFailed(f"port {port} is taken: give another one with --port") from taken


def children(addresses: Addresses, env: Mapping[str, str]) -> list[Child]:
    """The four processes, all on 127.0.0.1."""
    model = models.assistant_model(addresses.data_dir.resolve())
    uvicorn = ["-m", "uvicorn", "api.app:create_app", "--factory", "--host", "127.0.0.1", "--no-access-log"]
    # Chat frames are small (api/line.py): without compression an idle socket costs half the memory.
    sockets = ["--ws-max-size", "65536", "--ws-per-message-deflate", "false"]
    serve = ["--port", str(addresses.port), "--timeout-graceful-shutdown", "5", *sockets]
    rasa = ["-m", "bot.lean_rasa", "run", "-i", "127.0.0.1", "-p", str(addresses.rasa_port), "-m", str(model)]
    files = ["--credentials", "bot/credentials.yml", "--endpoints", "bot/endpoints.yml"]
    actions = ["-m", "rasa_sdk", "--actions", "actions", "--port", str(addresses.actions_port)]
    commands = {
        "api": [python("service"), *uvicorn, *serve],
        "worker": [python("service"), "-m", "api.worker"],
        "actions": [python("bot"), *actions],
        "rasa": [python("bot"), *rasa, *files],
    }
    logs = addresses.data_dir.resolve() / "logs"
    return [Child(name, argv, env, logs / f"{name}.log") for name, argv in commands.items()]


def prepare(addresses: Addresses, env: Mapping[str, str]) -> None:
    """Everything before the start: two lanes at once, the service with its pages and the assistant."""
    data_dir = addresses.data_dir

    def module(title: str, name: str, *arguments: str) -> None:
        with step(title):
            log = data_dir / "logs" / f"setup-{name}.log"
            run_logged([python("service"), "-m", name, *arguments], log, cwd=ROOT, env=env)

    def service_lane() -> None:
        ensure_environment("service")
        module("database migrated", "alembic", "upgrade", "head")
        module("demo shop seeded", "ticketing.shop.seed")
        models.ensure_text_model(data_dir, env)
        pages.ensure_pages()

    def assistant_lane() -> None:
        ensure_environment("bot")
        models.ensure_assistant(data_dir, env)
        models.say_what_runs(data_dir)

    with one_build_at_a_time():
        ensure_uv()
        _together(service_lane, assistant_lane)


def _together(*lanes: Callable[[], None]) -> None:
    """Run the lanes at once; the first failure, or a stop, ends the commands of the others."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        futures = [pool.submit(lane) for lane in lanes]
        try:
            for future in futures:
                future.result()
        except BaseException:
            stop_commands()
            raise


@contextmanager
def only_run_of(data_dir: Path) -> Iterator[None]:
    """Raise StepFailed when another run uses the folder; end what a killed one left behind."""
    record = data_dir / "run.json"
    with (data_dir / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StepFailed(
                f"another dev.py run uses {data_dir}: stop it, or give another --data-dir"
            ) from None
        if record.exists():
            for name, left in json.loads(record.read_text()).get("children", {}).items():
                if left["started"] and started_at(left["pid"]) == left["started"]:
                    say(f"  ! ending {name} (pid {left['pid']}), left by a run that was killed")
                    os.killpg(left["pid"], signal.SIGKILL)
        yield


def write_record(addresses: Addresses, running: list[Child]) -> None:
    """DATA_DIR/run.json: the addresses and which process is which, for `dev.py token` and for tests."""
    record = {
        "supervisor": os.getpid(),
        "url": addresses.public_url,
        "port": addresses.port,
        "rasa_port": addresses.rasa_port,
        "actions_port": addresses.actions_port,
        "database_url": addresses.database_url,
        "redis_url": addresses.redis_url,
        "children": {
            child.name: {
                "pid": child.process.pid,
                "started": started_at(child.process.pid),
                "starts": child.starts,
                "log": str(child.log),
            }
            for child in running
            if child.process is not None
        },
    }
    file = addresses.data_dir / "run.json"
    half = file.with_suffix(".half")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(record, out, indent=2)
    half.replace(file)


def readiness(url: str) -> tuple[bool, str]:
    """Whether /readyz answers 200, which includes a real turn of the assistant, and what it says."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=PROBE_TIMEOUT) as answer:
            return answer.status == 200, ""
    except urllib.error.HTTPError as refused:
        return False, refused.read(500).decode(errors="replace")
    except (OSError, ValueError) as wrong:
        return False, f"no answer yet ({wrong})"


def wait_until_ready(addresses: Addresses, supervisor: Supervisor) -> None:
    """Return once a real turn was answered; raise StepFailed with the logs when that does not come."""
    began = time.monotonic()
    said = 0.0
    while True:
        supervisor.tick()
        for child in supervisor.children:
            if child.starts > DEATHS_BEFORE_READY:
                raise StepFailed(
                    f"{child.name} dies again and again; its log is {child.log}\n{excerpt(child.log)}"
                )
        ready, why = readiness(addresses.public_url)
        waited = time.monotonic() - began
        if ready:
            return
        if waited > READY_WITHIN:
            logs = "\n".join(f"  {child.log}\n{excerpt(child.log)}" for child in supervisor.children)
            raise StepFailed(f"no answer from the assistant within {READY_WITHIN:.0f} s: {why}\n{logs}")
        if waited - said >= 10:
            said = waited
            say(f"    {waited:.0f} s: {why[:150]}")
        time.sleep(0.3)


def show_addresses(addresses: Addresses) -> None:
    """What to open and how to sign in."""
    url = addresses.public_url
    say(f"\n  demo shop with the chat  {url}/\n  agents' console          {url}/console/")
    say(f"  interface description    {url}/openapi.json\n  state and logs           {addresses.data_dir}")
    logins = addresses.data_dir / "demo_logins.json"
    if logins.exists():
        say("  demo logins")
        for login in json.loads(logins.read_text(encoding="utf-8")):
            say("    " + "  ".join(str(value) for value in login.values()))


def run(*, data_dir: Path, port: int, database_url: str | None, redis_url: str | None) -> int:
    """The whole command. Returns the exit code once somebody stopped it."""

    def stop(number: int, _frame: object) -> None:
        for other in STOP_SIGNALS:
            signal.signal(other, signal.SIG_IGN)
        raise Stopped(number)

    for number in STOP_SIGNALS:
        signal.signal(number, stop)
    data_dir = data_dir.resolve()
    prepare_data_dir(data_dir)
    addresses = Addresses(
        data_dir=data_dir,
        port=port or free_port(),
        rasa_port=free_port(),
        actions_port=free_port(),
        database_url=database_url or default_database_url(data_dir),
        redis_url=redis_url,
    )
    env = compose(addresses, demo_secrets(data_dir), os.environ)
    running = children(addresses, env)
    supervisor = Supervisor(running, lambda: write_record(addresses, running))
    try:
        with only_run_of(data_dir):
            check_port(addresses.port)
            say("Preparing")
            prepare(addresses, env)
            try:
                with step("API, worker, action server and Rasa answer"):
                    supervisor.start()
                    wait_until_ready(addresses, supervisor)
                show_addresses(addresses)
                say(f"READY {addresses.public_url}")
                while True:
                    supervisor.tick()
                    time.sleep(0.2)
            finally:
                supervisor.stop()
    except StepFailed as failure:
        say(f"\nFAILED {failure}")
        return 1
    except Stopped:
        say("\nStopped.")
        return 0
