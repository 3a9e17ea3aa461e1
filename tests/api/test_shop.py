"""The demo's shelf, its shoppers, and a shopper's own orders."""

from collections.abc import Callable
from datetime import UTC, datetime

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.tokens import read_host
from tests.api.seam import Seam
from tests.builders import signed_in
from ticketing.database import Sessions
from ticketing.models import Conversation
from ticketing.text.analysis import Analyse

SeamOf = Callable[[str | None], Seam]


def test_the_shelf_and_its_pictures_are_there_for_anybody(seam_of: SeamOf) -> None:
    client = seam_of(None).client
    items = client.get("/api/v1/shop/products").json()["items"]
    assert len(items) >= 24
    for item in items:
        picture = client.get(item["image_url"])
        assert picture.status_code == 200 and picture.headers["content-type"] == "image/svg+xml"
    assert client.get("/api/v1/shop/images/clothing-99.svg").status_code == 404
    assert client.get(f"/api/v1/shop/products/{items[0]['id']}").json()["facts"]


def test_outside_demo_mode_there_is_no_demo(settings: Settings, sessions: Sessions, analyse: Analyse) -> None:
    real = settings.model_copy(update={"demo": False})
    with TestClient(create_app(real, analyse=analyse)) as client:
        for path in ("demo/shoppers", "shop/products", "shop/products/p1001"):
            assert client.get(f"/api/v1/{path}").status_code == 404
        assert client.post("/api/v1/demo/shoppers/lin/host-tokens").status_code == 404


def test_a_demo_shopper_is_signed_in_by_the_host_shop(seam_of: SeamOf) -> None:
    seam = seam_of(None)
    shoppers = seam.client.get("/api/v1/demo/shoppers").json()["items"]
    assert len(shoppers) >= 8 and all(shopper["story"] for shopper in shoppers)
    answer = seam.client.post("/api/v1/demo/shoppers/lin/host-tokens")
    assert answer.status_code == 201
    secret = seam.settings.shop_secret.get_secret_value()
    claims = read_host(secret, answer.json()["host_token"], datetime(2026, 11, 18, 2, 1, tzinfo=UTC))
    assert claims.subject == "lin" and claims.name == "林晓晴"
    assert seam.client.post("/api/v1/demo/shoppers/nobody/host-tokens").status_code == 404


def test_a_shopper_sees_his_own_orders_and_a_visitor_none(seam_of: SeamOf) -> None:
    for member_id, status in (("lin", 200), (None, 403)):
        seam = seam_of(member_id)
        with seam.sessions.begin() as session:
            shopper = session.get_one(Conversation, seam.cid).customer
        answer = seam.client.get("/api/v1/me/orders", headers=signed_in(seam.settings, shopper))
        assert answer.status_code == status
    assert seam.client.get("/api/v1/me/orders").status_code == 401
