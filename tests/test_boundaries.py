"""Who may import whom, checked on the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FORBIDDEN = {
    "ticketing": {"fastapi", "starlette", "rasa", "rasa_sdk", "api", "actions", "bot"},
    "ticketing/rules": {"sqlalchemy", "pydantic", "ticketing.models", "ticketing.shop", "ticketing.text"},
    "api": {"rasa", "rasa_sdk", "actions", "bot"},
    "actions": {"ticketing", "api", "sqlalchemy", "fastapi"},
    "bot": {"ticketing", "api", "actions", "fastapi"},
}
COMMANDS = {"ticketing/shop/seed.py"}
"""Run by themselves, so nobody could hand them the time."""
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}


def sources(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file below a folder, parsed."""
    for path in sorted(Path(folder).rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """The modules that a file imports, and all their parents."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {".".join(name.split(".")[: end + 1]) for name in names for end in range(name.count(".") + 1)}


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_folder_imports_nothing_from_the_other_side(folder: str) -> None:
    wrong = {str(path): bad for path, tree in sources(folder) if (bad := imported(tree) & FORBIDDEN[folder])}
    assert not wrong


def test_rules_and_use_cases_get_the_time_as_an_argument() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in sources("ticketing")
        if str(path) not in COMMANDS
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCKS
    ]
    assert not wrong


def test_pages_never_turn_text_into_html() -> None:
    files = [path for kind in ("ts", "tsx", "js", "html") for path in Path("web").rglob(f"*.{kind}")]
    own = [path for path in files if not {"node_modules", "dist"} & set(path.parts)]
    wrong = [
        str(path)
        for path in own
        if any(
            word in path.read_text(encoding="utf-8")
            for word in ("innerHTML", "dangerouslySetInnerHTML", "document.write")
        )
    ]
    assert not wrong
