"""Logs: personal data is masked wherever it stands, secrets in addresses never get there."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog

from api.logs import mask_event, set_up_logs


def test_every_text_of_an_event_is_masked() -> None:
    event = {
        "event": "call 13800138000",
        "timestamp": "2026-11-22T10:00:00.000000Z",
        "deep": {"list": ["a@shop.example", ("上海市南京东路100号2单元301室",)]},
        "error": ValueError("card 6222021234567890128"),
        "count": 3,
    }
    told = json.dumps(mask_event(None, "info", event), ensure_ascii=False)
    for secret in ("13800138000", "a@shop.example", "南京东路100号", "6222021234567890128"):
        assert secret not in told
    assert "2026-11-22T10:00:00" in told and '"count": 3' in told


def test_both_ways_of_logging_write_masked_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with logs_set_up():
        structlog.get_logger("ours").info("shopper said", text="打我 13800138000")
        try:
            raise RuntimeError("13900139000")
        except RuntimeError:
            logging.getLogger("theirs").exception("wrong: %s", "13700137000")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["shopper said", "wrong: [电话]"]
    assert lines[0]["text"] == "打我 [电话]" and "[电话]" in lines[1]["exception"]


def test_the_servers_own_line_of_a_request_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    with logs_set_up():
        logging.getLogger("uvicorn.access").info('"GET /api/v1/surveys?token=%s"', "secret")
    assert capsys.readouterr().err == ""


@contextmanager
def logs_set_up() -> Iterator[None]:
    """The process's logs as the product writes them, for a while."""
    loggers = [logging.getLogger(name) for name in (None, "uvicorn", "uvicorn.error", "uvicorn.access")]
    before = [(logger, logger.handlers, logger.level, logger.propagate) for logger in loggers]
    try:
        set_up_logs()
        yield
    finally:
        for logger, handlers, level, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
        structlog.reset_defaults()
