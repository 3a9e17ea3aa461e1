"""Help articles: found for the assistant, read as JSON, and shown as a page."""

from pathlib import Path as File
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from typing_extensions import TypedDict

from api.bot_seam import TalkDep, seam_router
from api.deps import SessionDep
from api.text_fields import Paragraphs
from ticketing.knowledge import Knowledge, get_article, paragraphs
from ticketing.shop.cards import SHANGHAI, iso

router = APIRouter(tags=["knowledge"])
bot_router = seam_router()
page_router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(File(__file__).parent / "templates")
Slug = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$", examples=["shipping-fee"])]
LIST_MARK = "- "


class ArticleHit(TypedDict):
    """An article that fits, `answer` its opening, `snippet` its paragraph nearest to the question."""

    slug: str
    title: str
    snippet: str
    answer: str
    url: str
    score: float


class ArticleHits(TypedDict):
    """Articles, best first; `is_confident`: the first may be given as the answer."""

    items: list[ArticleHit]
    is_confident: bool


class ArticleView(TypedDict):
    """One article as plain text."""

    slug: str
    title: str
    body: str
    updated_at: str


async def get_knowledge(request: Request) -> Knowledge:
    """The process's one search, whose vectors are kept in memory."""
    return cast(Knowledge, request.app.state.knowledge)


def page_of(slug: str) -> str:
    """Where an article is shown, relative to the API's origin."""
    return f"/help/{slug}"


@bot_router.get("/knowledge")
def search(
    talk: TalkDep,
    session: SessionDep,
    knowledge: Annotated[Knowledge, Depends(get_knowledge)],
    q: Annotated[Paragraphs, Query(max_length=1000)],
    limit: Annotated[int, Query(ge=1, le=10)] = 3,
) -> ArticleHits:
    """The policies that answer a question."""
    found = knowledge.search(session, q, limit)
    return {
        "items": [
            {
                "slug": hit.slug,
                "title": hit.title,
                "snippet": hit.snippet,
                "answer": hit.answer,
                "url": page_of(hit.slug),
                "score": hit.score,
            }
            for hit in found.hits
        ],
        "is_confident": found.is_confident,
    }


@router.get("/knowledge/{slug}")
def read_article(slug: Slug, session: SessionDep) -> ArticleView:
    """One article."""
    article = get_article(session, slug)
    return {
        "slug": article.slug,
        "title": article.title,
        "body": article.body,
        "updated_at": iso(article.updated_at),
    }


@page_router.get("/help/{slug}")
def show_article(slug: Slug, request: Request, session: SessionDep) -> HTMLResponse:
    """The article as a page; its text is escaped by the template."""
    article = get_article(session, slug)
    return templates.TemplateResponse(
        request,
        "help.html",
        {
            "title": article.title,
            "blocks": [_block(block) for block in paragraphs(article.body)],
            "updated_on": article.updated_at.astimezone(SHANGHAI).strftime("%Y-%m-%d"),
        },
        headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"},
    )


def _block(text: str) -> tuple[str, list[str]]:
    """A paragraph's text before its list, and the list's lines."""
    lines = text.splitlines()
    items = [line.removeprefix(LIST_MARK) for line in lines if line.startswith(LIST_MARK)]
    return "\n".join(line for line in lines if not line.startswith(LIST_MARK)), items
