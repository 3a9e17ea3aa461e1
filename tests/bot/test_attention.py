"""Danger, rage and the wish for a person, whatever else a message says."""

import pytest

from bot.components.attention import look


@pytest.mark.parametrize(
    "text",
    [
        "充电宝冒烟了",
        "用了面膜脸过敏了",
        "孩子吃了上吐下泻",
        "热水壶漏电 电了我一下",
        "手机爆炸了把我手烧伤",
        "插头起火了",
    ],
)
def test_danger_is_seen(text: str) -> None:
    assert look(text).danger


@pytest.mark.parametrize(
    "text",
    [
        "这个会不会漏电",
        "过敏体质能用吗",
        "会过敏吗",
        "有防漏电的吗",
        "万一爆炸怎么办",
        "爆炸价多少",
        "怕过敏",
    ],
)
def test_a_question_about_danger_is_no_emergency(text: str) -> None:
    assert not look(text).danger


@pytest.mark.parametrize("text", ["你们就是骗子", "我要打12315", "什么垃圾东西", "忍无可忍了"])
def test_rage_is_seen(text: str) -> None:
    assert look(text).rage


@pytest.mark.parametrize("text", ["快递到哪了", "这个颜色不好看想退"])
def test_an_ordinary_wish_is_not_rage(text: str) -> None:
    assert not look(text).rage


@pytest.mark.parametrize("text", ["我不要机器人", "别用机器人糊弄我", "换个人来", "找真人", "机器人听不懂"])
def test_a_refusal_of_the_machine_is_seen(text: str) -> None:
    assert look(text).refuses_bot
