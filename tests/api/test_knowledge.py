"""Help articles over HTTP: found for the assistant, read by anybody, shown without letting HTML through."""

from collections.abc import Callable

from tests.api.seam import Seam
from tests.conftest import NOW
from ticketing.knowledge import put_article, seed_articles

SeamOf = Callable[[str | None], Seam]


def with_articles(seam: Seam) -> Seam:
    """The shop's policies, written down."""
    with seam.sessions.begin() as session:
        seed_articles(session, NOW)
    return seam


def test_a_policy_question_gets_its_answer_with_a_source(seam_of: SeamOf) -> None:
    seam = with_articles(seam_of(None))
    found = seam.get("knowledge", q="买三十块的东西邮费要多少").json()
    best = found["items"][0]
    assert found["is_confident"] and best["slug"] == "shipping-fee" and best["url"] == "/help/shipping-fee"
    assert best["answer"].startswith("单笔订单满 59 元包邮") and 0 < best["score"] <= 1
    assert not seam.get("knowledge", q="红烧肉怎么做").json()["is_confident"]
    assert seam.get("knowledge").status_code == 422


def test_an_article_is_read_by_anybody(seam_of: SeamOf) -> None:
    seam = with_articles(seam_of(None))
    article = seam.client.get("/api/v1/knowledge/invoice").json()
    assert article["title"] == "发票怎么开" and article["updated_at"].startswith("2026-11-18T10:00:00+08:00")
    missing = seam.client.get("/api/v1/knowledge/nothing")
    assert missing.status_code == 404 and missing.json()["error"] == "article_not_found"
    assert seam.client.get("/help/nothing").status_code == 404


def test_the_page_shows_text_lists_and_no_html(seam_of: SeamOf) -> None:
    seam = with_articles(seam_of(None))
    page = seam.client.get("/help/membership")
    assert page.status_code == 200 and "<li>金卡会员：每月四张满减券" in page.text
    assert page.headers["content-type"].startswith("text/html")
    with seam.sessions.begin() as session:
        evil = "<script>alert(1)</script>"
        put_article(session, slug="evil", title=evil, questions=[], body=f"{evil}\n\n- {evil}", now=NOW)
    page = seam.client.get("/help/evil")
    assert "<script" not in page.text and page.text.count("&lt;script&gt;") == 4
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
