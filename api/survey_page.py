"""The survey as a page for phones: a plain form that works without JavaScript."""

import json
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import Session

from api.deps import NowDep, SessionDep, SettingsDep
from api.settings import Settings
from api.survey_links import survey_of
from api.surveys import Token, about
from ticketing import surveys
from ticketing.errors import AlreadyAnswered, Rejected, SurveyExpired, SurveyNotFound
from ticketing.models import Survey

router = APIRouter(include_in_schema=False)
WORDS = {1: "很不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "很满意"}
ENTRY = "src/main.ts"
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "survey"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@router.get("/survey/{token}")
def show(token: Token, session: SessionDep, settings: SettingsDep, now: NowDep) -> HTMLResponse:
    """Ask, or say why there is nothing to ask."""
    try:
        survey = survey_of(session, settings, token, now)
    except (SurveyNotFound, SurveyExpired) as refused:
        return _sorry(settings, refused)
    if surveys.find_answer(session, survey) is not None:
        return _said(settings, "已经收到过您的评价", "谢谢您，每份问卷只需要答一次。", token)
    return _ask(session, settings, survey, token)


@router.post("/survey/{token}")
def take(
    token: Token,
    session: SessionDep,
    settings: SettingsDep,
    now: NowDep,
    score: Annotated[str, Form(max_length=4)] = "",
    reasons: Annotated[list[str], Form(max_length=2 * surveys.MOST_REASONS)] = [],  # noqa: B006
    comment: Annotated[str, Form(max_length=4000)] = "",
) -> HTMLResponse:
    """Take the form's answer. Reasons that the score does not offer were ticked before it was changed."""
    try:
        survey = survey_of(session, settings, token, now)
        number = int(score) if score.isascii() and score.isdigit() else 0
        offered = surveys.reasons_for(survey.questions, number)
        fitting = [reason for reason in reasons if reason in offered]
        answered = surveys.answer(
            session, survey, score=number, reasons=fitting, comment=comment.replace("\r\n", "\n"), now=now
        )
    except (SurveyNotFound, SurveyExpired) as refused:
        return _sorry(settings, refused)
    except AlreadyAnswered:
        return _said(settings, "已经收到过您的评价", "谢谢您，每份问卷只需要答一次。", token)
    except Rejected as refused:
        return _ask(session, settings, survey, token, error=str(refused), score=score, comment=comment)
    return _said(settings, "收到了", answered.thanks, token)


@router.get("/survey/{token}/opt-out")
def ask_opt_out(token: Token, session: SessionDep, settings: SettingsDep, now: NowDep) -> HTMLResponse:
    """A mail program opened the link: opening alone must not change anything."""
    try:
        survey_of(session, settings, token, now)
    except (SurveyNotFound, SurveyExpired) as refused:
        return _sorry(settings, refused)
    return _said(settings, "不想再收到回访？", "关闭之后，我们不会再主动请您评价。", token)


@router.post("/survey/{token}/opt-out")
def opt_out(token: Token, session: SessionDep, settings: SettingsDep, now: NowDep) -> HTMLResponse:
    """Leave this shopper alone from now on; also what a mail program's unsubscribe button calls."""
    try:
        surveys.opt_out(session, survey_of(session, settings, token, now), now)
    except (SurveyNotFound, SurveyExpired) as refused:
        return _sorry(settings, refused)
    return _said(settings, "已经关闭回访", "我们不会再主动请您评价。需要帮助时，客服随时都在。")


def _ask(
    session: Session,
    settings: Settings,
    survey: Survey,
    token: str,
    *,
    error: str = "",
    score: str = "",
    comment: str = "",
) -> HTMLResponse:
    return _page(
        settings,
        "ask.html",
        400 if error else 200,
        token=token,
        title=survey.questions["title"],
        about=about(session, survey),
        words=WORDS,
        low=surveys.reasons_for(survey.questions, 1),
        high=surveys.reasons_for(survey.questions, 5),
        ask_comment=survey.questions["ask_comment"],
        longest=surveys.LONGEST_COMMENT,
        error=error,
        score=score,
        comment=comment,
    )


def _said(settings: Settings, heading: str, text: str, token: str | None = None) -> HTMLResponse:
    return _page(settings, "said.html", 200, title=heading, text=text, token=token)


def _sorry(settings: Settings, refused: SurveyNotFound | SurveyExpired) -> HTMLResponse:
    is_over = isinstance(refused, SurveyExpired)
    heading, status = ("问卷已经过期", 410) if is_over else ("没有找到问卷", 404)
    return _page(settings, "said.html", status, title=heading, text=str(refused), token=None)


def _page(settings: Settings, template: str, status: int, **values: object) -> HTMLResponse:
    scripts, styles = _assets(settings.web_dist / "survey")
    html = templates.get_template(template).render(scripts=scripts, styles=styles, **values)
    return HTMLResponse(html, status, HEADERS)


@cache
def _built(manifest: Path, _changed_at: float) -> tuple[list[str], list[str]]:
    entry = json.loads(manifest.read_text(encoding="utf-8"))[ENTRY]
    return [f"/survey/{entry['file']}"], [f"/survey/{name}" for name in entry.get("css", [])]


def _assets(dist: Path) -> tuple[list[str], list[str]]:
    """The built script and style sheet; without a build the page is plain but works."""
    manifest = dist / ".vite" / "manifest.json"
    try:
        return _built(manifest, manifest.stat().st_mtime)
    except FileNotFoundError:
        return [], []
