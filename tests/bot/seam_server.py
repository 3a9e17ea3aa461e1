"""A small shop behind the assistant's seam: real HTTP on 127.0.0.1, answers in the service's own shapes."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

from tests.bot.seam_data import (
    DELIVERED,
    NOW,
    PAID,
    PRODUCTS,
    SEARCHED,
    SHIPPED,
    case,
    default_routes,
)

SECRET = "a-secret-of-the-tests-that-is-long-enough"
Answer = tuple[int, dict[str, Any]]


@dataclass
class Shop:
    """What the server knows, and what it was asked; tests change it freely."""

    orders: list[dict[str, Any]] = field(default_factory=lambda: [SHIPPED, DELIVERED, PAID])
    signed_in: bool = True
    down: bool = False
    people_online: bool = True
    confident: bool = True
    cases: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    invoices: list[dict[str, Any]] = field(default_factory=list)
    tickets: list[dict[str, Any]] = field(default_factory=list)
    products: list[dict[str, Any]] = field(default_factory=lambda: list(PRODUCTS))
    decide: Callable[[dict[str, Any]], list[dict[str, Any]]] | None = None
    asked: list[tuple[str, str, dict[str, Any], dict[str, str]]] = field(default_factory=list)
    fixed: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def posted(self, path: str) -> list[dict[str, Any]]:
        """The bodies of all POSTs to a path."""
        return [body for method, asked, body, _ in self.asked if method == "POST" and asked == path]

    def answer(self, method: str, path: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        """What the service would say."""
        if (method, path) in self.fixed:
            return self.fixed[method, path]
        if method == "POST" and path == "turn-reports":
            return 204, {}
        name, _, rest = path.partition("/")
        if not self.signed_in and name not in {
            "context",
            "products",
            "knowledge",
            "tickets",
            "handoffs",
            "cases",
        }:
            return 403, {"error": "not_signed_in", "detail": "登录商城账号之后才能查订单。"}
        found = getattr(self, f"_{method.lower()}_{name.replace('-', '_')}", None)
        return (
            found(rest, query, body) if found else (404, {"error": "not_found", "detail": "没有这个地址。"})
        )

    def _get_context(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        customer = {"name": "林晓晴", "level": "金卡会员", "is_signed_in": self.signed_in}
        recent = self.orders[0] if self.signed_in and self.orders else None
        return 200, {
            "customer": customer,
            "people_online": self.people_online,
            "open_tickets": [],
            "recent_order": recent,
        }

    def _get_orders(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        number, _, what = rest.partition("/")
        number = number or query.get("number", "")
        if number:
            own = next((one for one in self.orders if one["number"] == number), None)
            if own is None:
                return 404, {
                    "error": "order_not_found",
                    "detail": f"您的账号里没有订单 {number}，请核对一下。",
                }
            if not rest:
                return 200, {"items": [own]}
            return 200, self._details(own, what)
        words = query.get("q", "")
        fit = [
            one
            for one in self.orders
            if any(word in each["title"] for each in one["lines"] for word in words.split())
        ]
        items = fit if words else self.orders
        return 200, {"items": items[: int(query.get("limit", 5))]}

    def _details(self, own: dict[str, Any], what: str) -> dict[str, Any]:
        if what == "delivery-estimate":
            return {
                "order_number": own["number"],
                "status": own["status"],
                "basis": "carrier",
                "ship_by": None,
                "expected_at": "2026-11-23T18:00:00+08:00",
                "is_late": False,
            }
        if what == "price-protection":
            lines = [
                {
                    "line_id": one["id"],
                    "title": one["title"],
                    "paid_unit_fen": one["unit_price_fen"],
                    "price_now_fen": one["unit_price_fen"] - 1000,
                    "difference_fen": 1000,
                    "eligible": True,
                    "why": "price_fell",
                    "why_text": "还在价保期内",
                }
                for one in own["lines"]
            ]
            return {
                "order_number": own["number"],
                "days_left": 5,
                "lines": lines,
                "total_fen": 1000 * len(lines),
            }
        open_yet = own["status"] in {"unpaid", "paid"}
        return {
            **own,
            "address_masked": "上海市**路 12 号",
            "receiver_masked": "林**",
            "phone_masked": "138****0001",
            "cancel_reason": None,
            "ship_promise_at": "2026-11-23T18:00:00+08:00",
            "paid_at": None,
            "shipped_at": None,
            "received_at": None,
            "cancelled_at": None,
            "shipping_fen": 0,
            "promotion_text": None,
            "note": "",
            "can_cancel": open_yet,
            "can_change_address": open_yet,
            "courier": {"name": "吴师傅", "phone": "139-0000-0000"} if own["status"] == "delivered" else None,
            "refunds": [],
            "invoice": None,
        }

    def _get_refunds(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 200, {"items": self.refunds}

    def _get_invoices(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 200, {"items": self.invoices}

    def _post_invoices(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 201, {
            "order_number": body["order_number"],
            "kind": "电子普票",
            "title": body["title"] or "个人",
            "amount_fen": 12900,
            "status": "requested",
            "status_text": "已申请，等待开具",
            "requested_at": NOW,
            "issued_at": None,
        }

    def _get_coupons(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        coupon = {
            "title": "满 200 减 20",
            "threshold_fen": 20000,
            "off_fen": 2000,
            "status": "usable",
            "status_text": "可以用",
            "valid_until": "2026-12-04T23:59:00+08:00",
        }
        return 200, {"items": [coupon]}

    def _get_points(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 200, {"points": 2680, "worth_fen": 2680, "points_per_yuan": 100}

    def _get_membership(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 200, {
            "level": "金卡会员",
            "growth": 4820,
            "benefits": ["生日礼券", "运费券"],
            "next_level": "钻石会员",
            "growth_missing": 5180,
            "joined_at": NOW,
        }

    def _get_products(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        words, wanted = query.get("q", ""), query.get("product_id")
        fit = [
            one
            for one in self.products
            if (one["id"] == wanted if wanted else not words or any(w in words for w in SEARCHED[one["id"]]))
        ]
        return 200, {"items": fit[: int(query.get("limit", 3))]}

    def _get_knowledge(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        article = {
            "slug": "seven-day-return",
            "title": "七天无理由退货",
            "snippet": "收到第二天起七天内可以退。",
            "answer": "收到第二天起七天内可以退。",
            "url": "/help/seven-day-return",
            "score": 0.9,
        }
        return 200, {"items": [article] if self.confident else [], "is_confident": self.confident}

    def _post_cancellations(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 201, {"order": {**PAID, "status": "cancelled", "status_text": "已取消"}, "refund_fen": 5900}

    def _post_address_changes(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 201, PAID

    def _post_aftersales_decisions(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        routes = self.decide(body) if self.decide else default_routes(body)
        return 200, {
            "decision": {"routes": routes, "recommended": "no_reason_return", "human_route": True},
            "line": {},
            "order_number": body["order_number"],
            "text_by_route": {one["route"]: one["explain"] for one in routes},
        }

    def _post_cases(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        number, _, what = rest.partition("/")
        if what == "cancellations":
            return 201, {**self.cases[0], "status": "cancelled", "status_text": "已撤销"}
        if what == "steps":
            own = next(one for one in self.cases if one["number"] == number)
            return 201, {**own, "possible_steps": [], "next_step_text": "记下了，接下来我们处理。"}
        return 201, case(body["order_number"], body["route"])

    def _get_cases(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 200, {"items": self.cases}

    def _post_tickets(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 201, {
            "number": "TK-26112200017",
            "status": "new",
            "category": body.get("category") or ["服务投诉", "商家客服"],
            "first_answer_due_at": "2026-11-22T12:00:00+08:00",
            "promise_text": "今天 12:00 前会有同事回复您。",
        }

    def _get_tickets(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 200, {"items": self.tickets}

    def _post_handoffs(self, rest: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        return 201, {
            "owner": "queue" if self.people_online else "bot",
            "queue": {"position": 1, "eta_seconds": 60} if self.people_online else None,
            "people_online": self.people_online,
            "ticket_number": "TK-26112200018",
            "text": "已为您转人工。",
        }


class SeamServer:
    """Serves a `Shop` below /api/v1/bot/conversations/{id}/ until closed; tokens are checked."""

    def __init__(self) -> None:
        self.shop = Shop()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body leave in two writes: else each answer waits 40 ms for an acknowledgement.
            disable_nagle_algorithm = True

            def log_message(self, *args: Any) -> None:
                """Quiet."""

            def _handle(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else {}
                url = urlsplit(self.path)
                path = url.path.removeprefix("/api/v1/bot/conversations/").partition("/")[2]
                query = {name: values[0] for name, values in parse_qs(url.query).items()}
                status, answer = outer.serve(self.command, path, query, body, dict(self.headers))
                content = b"" if status == 204 else json.dumps(answer, ensure_ascii=False).encode()
                self.send_response(status)
                if status != 204:
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = _handle

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def serve(
        self, method: str, path: str, query: dict[str, str], body: dict[str, Any], headers: dict[str, str]
    ) -> Answer:
        """One call."""
        jwt.decode(
            headers["Authorization"].removeprefix("Bearer "), SECRET, algorithms=["HS256"], audience="service"
        )
        self.shop.asked.append((method, path, body, headers))
        if self.shop.down:
            return 503, {"error": "internal", "detail": "x"}
        return self.shop.answer(method, path, query, body)

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
