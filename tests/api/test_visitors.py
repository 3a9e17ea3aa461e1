"""Who opens the chat: the host shop's word, our own token, or nobody yet."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from api.tokens import issue, issue_host

PATH = "/api/v1/visitors"


def test_a_visitor_gets_a_token_and_is_known_by_it(client: TestClient) -> None:
    first = client.post(PATH, json={}).json()
    assert first["customer"]["is_signed_in"] is False
    again = client.post(PATH, json={"visitor_token": first["token"]}).json()
    assert again["customer"] == first["customer"]
    headers = {"Authorization": f"Bearer {again['token']}"}
    assert client.post("/api/v1/conversations", headers=headers).status_code == 201
    assert client.post("/api/v1/conversations", headers=headers).status_code == 200


def test_a_visitors_token_that_ran_out_names_him_for_a_week(client: TestClient, settings: Settings) -> None:
    customer = client.post(PATH, json={}).json()["customer"]
    key = settings.secret_key.get_secret_value()
    for days, is_known in ((6, True), (8, False)):
        old, _ = issue(key, "shopper", str(customer["id"]), datetime.now(UTC) - timedelta(days=days))
        assert client.get("/api/v1/conversations/c_1", headers={"Authorization": f"Bearer {old}"}).json() == {
            "error": "token_expired",
            "detail": "登录已过期，请重新登录。",
        }
        assert (client.post(PATH, json={"visitor_token": old}).json()["customer"] == customer) is is_known


def test_the_host_shop_vouches_for_its_shopper(client: TestClient, settings: Settings) -> None:
    token = issue_host(settings.shop_secret.get_secret_value(), "lin", "林女士", datetime.now(UTC))
    first = client.post(PATH, json={"host_token": token}).json()
    assert first["customer"]["name"] == "林女士" and first["customer"]["is_signed_in"]
    assert client.post(PATH, json={"host_token": token}).json()["customer"] == first["customer"]
    # Without the shop's word a signed-in shopper's own token makes a new visitor, not him.
    other = client.post(PATH, json={"visitor_token": first["token"]}).json()
    assert other["customer"]["id"] != first["customer"]["id"]


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "shopper"},
        {"exp": 1},
        {"exp": datetime.now(UTC) + timedelta(days=2)},
        {"sub": ""},
        {"sub": "x" * 65},
        {"exp": None},
    ],
)
def test_a_host_token_with_a_wrong_claim_is_refused(
    client: TestClient, settings: Settings, claims: dict[str, object]
) -> None:
    good = {"aud": "huisheng", "sub": "lin", "name": "林", "exp": datetime.now(UTC) + timedelta(hours=1)}
    body = {name: value for name, value in {**good, **claims}.items() if value is not None}
    token = jwt.encode(body, settings.shop_secret.get_secret_value(), algorithm="HS256")
    assert client.post(PATH, json={"host_token": token}).status_code == 401


def test_forged_empty_and_unsigned_host_tokens_are_refused(client: TestClient) -> None:
    body = {"aud": "huisheng", "sub": "lin", "exp": datetime.now(UTC) + timedelta(hours=1)}
    forged = jwt.encode(body, "another-secret-another-secret-anoth", algorithm="HS256")
    unsigned = jwt.encode(body, None, algorithm="none")
    for token in (forged, unsigned, "", "a.b.c"):
        assert client.post(PATH, json={"host_token": token}).status_code == 401


def test_the_thirty_first_visitor_of_a_minute_waits(client: TestClient) -> None:
    assert [client.post(PATH, json={}).status_code for _ in range(30)] == [201] * 30
    refused = client.post(PATH, json={})
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) > 0
