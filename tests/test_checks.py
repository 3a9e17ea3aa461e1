"""`dev.py test`: closing lines, results, and the models that checks wait for."""

import os
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from devtools.checks import LEARNERS, Check, Result, env_of_checks, run_check, run_checks, summary
from devtools.progress import StepFailed
from devtools.tallies import read_closing, write_closing


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("===== 12 passed in 3.21s =====", {"passed": 12}),
        (
            "= 1 failed, 530 passed, 1 warning, 1 error in 75.10s (0:01:15) =",
            {"failed": 1, "passed": 530, "warnings": 1, "errors": 1},
        ),
        ("===== 2 skipped, 3 deselected in 0.01s =====", {"skipped": 2, "deselected": 3}),
    ],
)
def test_the_closing_line_of_pytest_is_read(line: str, counts: dict[str, int]) -> None:
    assert read_closing(line) == Counter(counts)


def test_other_lines_of_pytest_are_not_closing_lines() -> None:
    assert read_closing("===== test session starts =====") is None
    assert read_closing("tests/test_dev.py ..... [ 50%]") is None


def test_the_written_closing_line_can_be_read_again() -> None:
    counts = Counter({"passed": 3, "errors": 1, "failed": 2})
    assert read_closing(write_closing(counts, 65.0)) == counts


def test_the_summary_ends_with_one_closing_line_and_a_failed_lint_counts_as_an_error() -> None:
    lint = Result("lint", 1.0, failed=True)
    service = Result("service", 60.0, counts=Counter({"passed": 530}))
    browser = Result("browser", 20.0, counts=Counter({"passed": 6}))
    lines = summary([lint, service, browser], 81.0).splitlines()
    assert read_closing(lines[-1]) == Counter({"passed": 536, "errors": 1})
    assert "FAILED: lint" in lines[-2]


def test_failed_tests_are_counted_once() -> None:
    service = Result("service", 60.0, failed=True, counts=Counter({"passed": 530, "failed": 2}))
    assert read_closing(summary([service], 60.0).splitlines()[-1]) == Counter({"passed": 530, "failed": 2})


def test_a_check_that_cannot_run_is_skipped_here_and_fails_where_all_are_required() -> None:
    check = Check("browser", "journeys", [["false"]], missing=lambda: "Chromium is not installed")
    assert not run_check(check, {}, required=False).failed
    assert run_check(check, {}, required=True).failed


def test_a_check_stops_at_its_first_failing_command(capfd: pytest.CaptureFixture[str]) -> None:
    say = [sys.executable, "-c", "print('second')"]
    check = Check("pages", "pages", [[sys.executable, "-c", "raise SystemExit(1)"], say])
    assert run_check(check, os.environ, required=False).failed
    assert "second" not in capfd.readouterr().out


def test_a_check_waits_for_the_models_that_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def learn(data_dir: Path, env: Mapping[str, str]) -> None:
        time.sleep(0.3)
        data_dir.mkdir()

    monkeypatch.setitem(LEARNERS, "text", learn)
    look = [sys.executable, "-c", f"import os; assert os.path.isdir({str(tmp_path / 'learnt')!r})"]
    early, late = (
        Check("lint", "does not wait", [look]),
        Check("service", "waits", [look], asks=["text"]),
    )
    results = run_checks([early, late], tmp_path, required=False)
    assert [result.failed for result in results] == [True, False]


def test_a_check_without_its_model_fails_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def learn(data_dir: Path, env: Mapping[str, str]) -> None:
        raise StepFailed("no sentences")

    monkeypatch.setitem(LEARNERS, "text", learn)
    fine = [[sys.executable, "-c", ""]]
    checks = [Check("service", "asks", fine, asks=["text"]), Check("pages", "does not", fine)]
    assert [result.failed for result in run_checks(checks, tmp_path, required=False)] == [True, False]


def test_no_setting_of_the_shell_reaches_the_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUISHENG_DATABASE_URL", "postgresql://real@127.0.0.1/shop")
    monkeypatch.setenv("HUISHENG_DEMO", "1")
    env = env_of_checks(tmp_path)
    assert env["HUISHENG_DATABASE_URL"].startswith("sqlite:///")
    assert "HUISHENG_DEMO" not in env
