"""Pictures of a conversation: the row here, the re-encoded file under the data folder."""

import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import UploadNotFound
from ticketing.messages import clean_text
from ticketing.models import Conversation, Upload
from ticketing.pictures import SUFFIXES, Picture


def check_photos(session: Session, customer_id: int, photos: Sequence[str]) -> None:
    """Raise UploadNotFound unless all of them were sent by this shopper."""
    own = (
        select(Upload.id)
        .join(Conversation, Conversation.id == Upload.conversation_id)
        .where(Conversation.customer_id == customer_id, Upload.id.in_(photos))
    )
    if set(photos) - set(session.scalars(own)):
        raise UploadNotFound("有一张图片不在您的会话里，请重新发一次。")


def keep(
    session: Session, conversation: Conversation, picture: Picture, folder: Path, now: datetime
) -> Upload:
    """Store a picture that we wrote ourselves. Should the transaction fail, a file without a row is left."""
    upload = Upload(
        id=f"u_{secrets.token_urlsafe(16)}",
        conversation_id=conversation.id,
        media_type=picture.media_type,
        byte_size=len(picture.content),
        width=picture.width,
        height=picture.height,
        created_at=now,
    )
    file = path_of(upload, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    with half.open("wb") as out:
        out.write(picture.content)
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)
    session.add(upload)
    session.flush()
    return upload


def get_upload(session: Session, upload_id: str) -> Upload:
    """One picture, or raise UploadNotFound."""
    upload = session.get(Upload, clean_text(upload_id))
    if upload is None:
        raise UploadNotFound("没有找到这张图片。")
    return upload


def path_of(upload: Upload, folder: Path) -> Path:
    """Where its file lies: the name is ours, nothing of the shopper's stands in it."""
    return folder / f"{upload.created_at:%Y%m}" / f"{upload.id}{SUFFIXES[upload.media_type]}"
