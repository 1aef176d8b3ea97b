"""The pages of a log of a hundred thousand calls: how heavy they are, and that a body over the limit is never read."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from bench.case import call_log
from bench.figure import Figure
from bench.serving import Server, our_server

MANY = 100_000
MOST_BYTES = 300_000
TOO_LARGE = 10_000_000_000
PATIENCE = 120.0
SOON = 5.0
PAGES = {
    "its numbers": "/evidence/numbers",
    "the case": "/case",
    "the result": "/check",
    "its pictures": "/evidence/overview",
}
BOUNDARY = "measured"
FORM = "application/x-www-form-urlencoded"
CARRIED = re.compile(rb'name="(aside|contacts)" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """`seconds` of the server's processor time; `cookie` as it is to be sent back."""

    status: int
    body: bytes
    cookie: str
    seconds: float


def measure(rows: int = MANY) -> Sequence[Figure]:
    with our_server() as server:
        pages = visit(server, rows)
        status = refuse(server)
    weights = {name: len(one.body) for name, one in pages.items() if one.status == 200}
    heaviest = max(weights, key=lambda name: weights[name])
    return [
        Figure(
            f"Heaviest page of a log of {rows:,} calls: {heaviest}",
            f"{weights[heaviest] / 1000:.0f} kB",
            f"at most {MOST_BYTES / 1000:.0f} kB",
            weights[heaviest] <= MOST_BYTES,
        ),
        Figure("… each, in kB", ", ".join(f"{name} {weight / 1000:.0f}" for name, weight in weights.items())),
        Figure(
            "… and what it takes of the server's processor time, in seconds",
            ", ".join(f"{name} {one.seconds:.1f}" for name, one in pages.items()),
        ),
        Figure(
            f"Upload of {TOO_LARGE / 1e9:.0f} GB, answered before any of it is sent",
            str(status or "not answered"),
            "413",
            status == 413,
        ),
    ]


def visit(server: Server, rows: int) -> dict[str, Answer]:
    """From the upload to the pictures, as a visitor comes by them; the answers by name."""
    read = ask(server, "/evidence", upload(call_log(rows)), f"multipart/form-data; boundary={BOUNDARY}")
    found = CARRIED.search(read.body)
    if found is None:
        raise RuntimeError("the page has lost what was read")
    kept = ask(server, "/evidence/keep", urlencode({found[1]: found[2], "which": "all"}).encode())
    lent = ask(server, "/case/debt", urlencode({"creditor_kind": "bank-card"}).encode(), cookie=kept.cookie)
    pages = {name: ask(server, path, cookie=kept.cookie) for name, path in PAGES.items()}
    return {"what was read": read, "keeping it": kept, "saying who lent": lent, **pages}


def ask(server: Server, path: str, body: bytes | None = None, kind: str = FORM, cookie: str = "") -> Answer:
    before = server.worked
    line = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    line.request("POST" if body else "GET", path, body, {"Content-Type": kind, "Cookie": cookie})
    answer = line.getresponse()
    said = answer.read()
    line.close()
    if answer.status not in (200, 303):
        raise RuntimeError(f"{path} answered {answer.status}")
    return Answer(answer.status, said, (answer.getheader("Set-Cookie") or "").partition(";")[0], server.worked - before)


def upload(payload: bytes) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n'
    return head.encode() + payload + f"\r\n--{BOUNDARY}--\r\n".encode()


def refuse(server: Server) -> int:
    """The status a body is answered with of which only the length was sent; 0 while the server waits for it."""
    head = f"POST /evidence HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\nContent-Length: {TOO_LARGE}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=SOON) as opened:
        opened.sendall(head.encode())
        try:
            return int(opened.recv(1 << 16).split(b" ", 2)[1])
        except TimeoutError:
            return 0
