"""Builds the front ends: widget, console and survey page, one npm workspace under web/."""

import os
import shutil
from collections.abc import Mapping

from devtools.places import TOOLS, WEB
from devtools.progress import run_logged, say, step
from devtools.stamps import fingerprint, is_current, write_stamp

LOGS = TOOLS / "logs"


def missing_reason() -> str | None:
    """Why the front ends cannot be built here, or None."""
    if not (WEB / "package.json").is_file():
        return "web/package.json is not there"
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "Node.js and npm are not installed (20 or newer is needed)"
    return None


def npm_env() -> Mapping[str, str]:
    """npm keeps its cache inside the tree."""
    return {**os.environ, "npm_config_cache": str(TOOLS / "npm-cache"), "NO_COLOR": "1"}


def ensure_packages() -> None:
    """`npm ci`, when the lock file is not the installed one. No package's install script runs."""
    wanted = fingerprint(WEB, [WEB / "package-lock.json", WEB / "package.json", *WEB.glob("*/package.json")])
    stamp = WEB / "node_modules" / ".stamp"
    if is_current(stamp, wanted):
        return
    with step("npm packages"):
        install = ["npm", "ci", "--ignore-scripts", "--prefer-offline"]
        run_logged(install, LOGS / "npm-ci.log", cwd=WEB, env=npm_env())
        write_stamp(stamp, wanted)


def ensure_pages() -> None:
    """Build web/dist when a source changed; say why not, when that cannot be done."""
    reason = missing_reason()
    if reason:
        say(f"  – pages are not built: {reason}; everything but the pages still runs")
        return
    ensure_packages()
    wanted = fingerprint(WEB, [WEB])
    stamp = WEB / "dist" / ".stamp"
    if is_current(stamp, wanted):
        return
    with step("pages"):
        run_logged(["npm", "run", "build"], LOGS / "npm-build.log", cwd=WEB, env=npm_env())
        write_stamp(stamp, wanted)
