"""A real HTTP server in the assistant's place, which answers as each test wants."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], bytes]


def saying(*texts: str) -> Answer:
    """The same texts to everything."""
    return lambda asked: json.dumps(
        [{"recipient_id": asked["sender"], "text": text} for text in texts]
    ).encode()


def echo(asked: dict[str, Any]) -> bytes:
    """Says again what it was asked."""
    return json.dumps([{"recipient_id": asked["sender"], "text": f"收到：{asked['message']}"}]).encode()


def messages(*items: dict[str, Any]) -> Answer:
    """These items of Rasa's REST channel."""
    return lambda asked: json.dumps([{"recipient_id": asked["sender"], **item} for item in items]).encode()


def slowly(seconds: float, answer: Answer = echo) -> Answer:
    """The answer, after a while."""

    def wait(asked: dict[str, Any]) -> bytes:
        time.sleep(seconds)
        return answer(asked)

    return wait


class RasaServer:
    """What the handler consults: `answer` may be changed at any time, `asked` is all it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = echo
        self.asked: list[dict[str, Any]] = []
        self.url = ""


@contextmanager
def rasa_server() -> Iterator[RasaServer]:
    """A server on a free port of 127.0.0.1 until the block ends."""
    state = RasaServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append(asked)
            body = state.answer(asked)
            try:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the gateway's patience was over

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=lambda: server.serve_forever(0.02), daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()
