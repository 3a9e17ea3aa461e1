"""Logs: personal data is masked wherever it stands, secrets in addresses never get there."""

import json
import logging

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
    root = logging.getLogger()
    before = root.handlers, root.level
    try:
        set_up_logs()
        structlog.get_logger("ours").info("shopper said", text="打我 13800138000")
        try:
            raise RuntimeError("13900139000")
        except RuntimeError:
            logging.getLogger("theirs").exception("wrong: %s", "13700137000")
    finally:
        root.handlers, root.level = before[0], before[1]
        structlog.reset_defaults()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["shopper said", "wrong: [电话]"]
    assert lines[0]["text"] == "打我 [电话]" and "[电话]" in lines[1]["exception"]
