"""Pictures in, and out again by short-lived signed links, as attachments that nothing can run in."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Path, Query, Request, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel

from api.deps import (
    ConversationId,
    NowDep,
    SessionDep,
    SettingsDep,
    ShopperOrAgentDep,
    TokenDep,
    check_signed,
)
from api.limits import UPLOAD_FROM_ADDRESS, UPLOAD_IN_CONVERSATION, LimiterDep, address_of
from api.signed_links import is_valid, upload_url
from ticketing import uploads
from ticketing.conversations import get_conversation, get_own
from ticketing.errors import ConversationClosed, NotOwner, UploadNotFound
from ticketing.models import Agent
from ticketing.pictures import MOST_BYTES, SUFFIXES, Picture, rewrite
from ticketing.rules.owners import Owner

router = APIRouter(tags=["uploads"])
UploadId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "private, max-age=3600",
}


class Uploaded(BaseModel):
    """A stored picture; `url` works for an hour or two."""

    upload_id: str
    url: str
    width: int
    height: int


def get_picture(
    file: Annotated[UploadFile, File(description="JPEG, PNG or WebP, at most 8 MB")],
    settings: SettingsDep,
    now: NowDep,
    token: TokenDep,
    limiter: LimiterDep,
    request: Request,
) -> Picture:
    """The picture, written anew for whoever has one of our tokens; before the database is held for it."""
    check_signed(settings, token, now)
    limiter.check(UPLOAD_FROM_ADDRESS, "upload-from", address_of(request))
    return rewrite(file.file.read(MOST_BYTES + 1))


@router.post("/conversations/{conversation_id}/uploads", status_code=201)
def upload(
    conversation_id: ConversationId,
    picture: Annotated[Picture, Depends(get_picture)],
    session: SessionDep,
    settings: SettingsDep,
    now: NowDep,
    who: ShopperOrAgentDep,
    limiter: LimiterDep,
) -> Uploaded:
    """Store a picture for a message: a shopper in the own conversation, or the agent who owns it."""
    if isinstance(who, Agent):
        conversation = get_conversation(session, conversation_id)
        if conversation.owner != Owner.AGENT or conversation.agent_id != who.id:
            raise NotOwner("只有正在接待的客服可以发图片。")
    else:
        conversation = get_own(session, conversation_id, who)
    if conversation.owner == Owner.CLOSED:
        raise ConversationClosed("这次会话已经结束，请重新发起咨询。")
    limiter.check(UPLOAD_IN_CONVERSATION, "upload", conversation_id)
    row = uploads.keep(session, conversation, picture, settings.uploads_dir, now)
    url = upload_url(settings.secret_key.get_secret_value(), row.id, now)
    return Uploaded(upload_id=row.id, url=url, width=row.width, height=row.height)


@router.get(
    "/uploads/{upload_id}",
    response_class=FileResponse,
    responses={200: {"content": {media_type: {} for media_type in SUFFIXES}}},
)
def show(
    upload_id: UploadId,
    exp: Annotated[int, Query(ge=0, le=10**11)],
    sig: Annotated[str, Query(max_length=128)],
    session: SessionDep,
    settings: SettingsDep,
    now: NowDep,
) -> FileResponse:
    """The picture of a signed link; any other link finds nothing."""
    if not is_valid(settings.secret_key.get_secret_value(), upload_id, exp, sig, now):
        raise UploadNotFound("图片链接已过期，请刷新会话。")
    row = uploads.get_upload(session, upload_id)
    file = uploads.path_of(row, settings.uploads_dir)
    if not file.is_file():
        raise UploadNotFound("这张图片已经不在了。")
    return FileResponse(
        file,
        media_type=row.media_type,
        filename=f"{row.id}{SUFFIXES[row.media_type]}",
        content_disposition_type="attachment",
        headers=HARMLESS,
    )
