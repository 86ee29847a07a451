"""A receiver of webhooks on loopback: keeps what came, answers as told."""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """``status`` is what it answers from now on."""

    def __init__(self) -> None:
        self.status, self.came = 204, []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.came.append((dict(self.headers), body))
                self.send_response(receiver.status)
                if receiver.status == 302:
                    self.send_header("Location", receiver.address)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/nhan"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def events(self) -> list[dict]:
        """Everything that came, each once, as a receiver that minds names of messages has it."""
        known = {json.loads(body)["id"]: json.loads(body)["events"] for _, body in self.came}
        return [event for events in known.values() for event in events]


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Checked as the specification says, with nothing of ours."""
    low = {name.lower(): value for name, value in headers.items()}
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{low['webhook-id']}.{low['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return hmac.compare_digest(low["webhook-signature"], f"v1,{mac}")
