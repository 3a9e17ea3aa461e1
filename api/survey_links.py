"""The signed link behind which a survey opens, and back."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.settings import Settings
from api.tokens import BadToken, issue, read
from ticketing.errors import SurveyExpired, SurveyNotFound
from ticketing.models import Survey
from ticketing.surveys import get_survey


def survey_token(settings: Settings, survey: Survey) -> str:
    """The survey's one token; it ends with the survey."""
    token, _ = issue(settings.secret_key.get_secret_value(), "survey", survey.id, survey.created_at)
    return token


def survey_url(settings: Settings, survey: Survey) -> str:
    """The page that asks, for a message or a mail."""
    return f"{settings.public_url.rstrip('/')}/survey/{survey_token(settings, survey)}"


def survey_of(session: Session, settings: Settings, token: str, now: datetime) -> Survey:
    """The survey that a link opens, or raise SurveyNotFound, SurveyExpired."""
    try:
        claims = read(settings.secret_key.get_secret_value(), "survey", token, now)
    except BadToken as refused:
        if refused.code == "token_expired":
            raise SurveyExpired("这份问卷已经过期了，有问题可以直接联系客服。") from refused
        raise SurveyNotFound("没有找到这份问卷，请检查链接是否完整。") from refused
    return get_survey(session, claims.subject)
