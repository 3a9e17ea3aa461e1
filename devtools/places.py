"""Where things lie in the tree."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
UV = TOOLS / "uv" / "bin" / "uv"
WEB = ROOT / "web"
REQUIREMENTS = ROOT / "requirements"
ENVIRONMENTS = ("service", "bot")


def environment(name: str) -> Path:
    """The folder of one Python environment, `service` or `bot`."""
    return ROOT / ".venv" / name


def python(name: str) -> str:
    """The interpreter of one Python environment."""
    return str(environment(name) / "bin" / "python")
