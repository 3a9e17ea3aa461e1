"""The only HTTP of the actions: timeouts, refusals, tokens."""

import asyncio
import socket
import threading
import time
from typing import Any

import pytest

from actions import service_client
from actions.service_client import NotSignedIn, Refused, ServiceClient, ServiceDown
from tests.bot.seam_server import SECRET, SeamServer, Shop


def get(client: ServiceClient, path: str, **params: Any) -> dict[str, Any]:
    return asyncio.run(client.for_conversation("c_1", "c_1:7").get(path, **params))


def test_facts_come_as_json(server: SeamServer, shop: Shop) -> None:
    assert get(ServiceClient(server.url, SECRET), "points")["points"] == 2680


def test_a_refusal_keeps_its_code_and_its_sentence(server: SeamServer, shop: Shop) -> None:
    with pytest.raises(Refused) as caught:
        get(ServiceClient(server.url, SECRET), "orders", number="1")
    assert (caught.value.status, caught.value.code) == (404, "order_not_found")
    assert "没有订单" in caught.value.detail


def test_who_must_sign_in_is_a_refusal_of_its_own(server: SeamServer, shop: Shop) -> None:
    shop.signed_in = False
    with pytest.raises(NotSignedIn):
        get(ServiceClient(server.url, SECRET), "orders")


def test_a_closed_port_and_a_broken_service_are_down(server: SeamServer, shop: Shop) -> None:
    with pytest.raises(ServiceDown):
        get(ServiceClient("http://127.0.0.1:9", SECRET), "points")
    shop.down = True
    with pytest.raises(ServiceDown):
        get(ServiceClient(server.url, SECRET), "points")


def test_a_service_that_never_answers_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_client, "ANSWER_WITHIN", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        client = ServiceClient(f"http://127.0.0.1:{mute.getsockname()[1]}", SECRET)
        began = time.monotonic()
        with pytest.raises(ServiceDown):
            asyncio.run(client.request("GET", "/c_1/points", within=0.3))
        assert time.monotonic() - began < 1.5


def test_an_answer_that_trickles_is_given_up_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as slow:

        def trickle() -> None:
            peer, _ = slow.accept()
            try:
                peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                for _ in range(40):
                    peer.sendall(b" ")
                    time.sleep(0.05)
            except OSError:
                pass
            finally:
                peer.close()

        thread = threading.Thread(target=trickle, daemon=True)
        thread.start()
        client = ServiceClient(f"http://127.0.0.1:{slow.getsockname()[1]}", SECRET)
        began = time.monotonic()
        with pytest.raises(ServiceDown):
            asyncio.run(client.request("GET", "/c_1/points", within=0.3))
        assert time.monotonic() - began < 1.5
        thread.join(5)


def test_a_token_is_used_again_for_a_while(server: SeamServer, shop: Shop) -> None:
    client = ServiceClient(server.url, SECRET)
    get(client, "points")
    get(client, "coupons")
    assert len({headers["Authorization"] for *_, headers in shop.asked}) == 1


def test_a_report_never_stands_in_the_way(server: SeamServer, shop: Shop) -> None:
    shop.down = True
    asyncio.run(
        ServiceClient(server.url, SECRET).for_conversation("c_1", "c_1:7").report({"intent": "greet"})
    )
