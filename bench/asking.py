"""Requests over loopback on connections that stay open. Only as much HTTP as our own servers answer with."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from time import perf_counter

# As if through a proxy, which the server trusts on loopback: a single address would meet the rate limit.
ADDRESSES = 250
END = b"\r\n\r\n"
LENGTH = b"content-length:"


def asked(path: str, number: int, body: bytes = b"", accept: str = "text/html") -> bytes:
    """A request as bytes, from one of many addresses."""
    lines = [
        f"{'POST' if body else 'GET'} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "User-Agent: Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0",
        f"Accept: {accept}",
        "Accept-Language: zh-CN",
        f"X-Forwarded-For: 10.0.0.{number % ADDRESSES}",
    ]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + END + body


class Line:
    """One open connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.heard = b""

    def send(self, request: bytes) -> None:
        self.socket.sendall(request)

    def hear(self) -> bytes | None:
        """Read once; the body when the answer is complete. Anything but a 200 is an error of the measurement."""
        piece = self.socket.recv(1 << 20)
        if not piece:
            raise ConnectionError("the server hung up")
        self.heard += piece
        head, end, body = self.heard.partition(END)
        if not end:
            return None
        if not head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(self.heard[:2_000].decode(errors="replace"))
        if len(body) < length_of(head):
            return None
        self.heard = b""
        return body

    def ask(self, request: bytes) -> bytes:
        self.send(request)
        body = None
        while body is None:
            body = self.hear()
        return body

    def close(self) -> None:
        self.socket.close()


def length_of(head: bytes) -> int:
    _, _, after = head.lower().partition(LENGTH)
    return int(after.partition(b"\r\n")[0])


@contextmanager
def line(port: int) -> Iterator[Line]:
    opened = Line(port)
    try:
        yield opened
    finally:
        opened.close()


def flood(port: int, request: Callable[[int], bytes], lines: int, seconds: float, most: int = 10**9) -> int:
    """How many answers came within the time, or `most`: on several connections, each asking as soon as it is answered."""
    numbers = count()
    answered = 0
    end = perf_counter() + seconds
    with selectors.DefaultSelector() as waiting:
        opened = [Line(port) for _ in range(lines)]
        for one in opened:
            waiting.register(one.socket, selectors.EVENT_READ, one)
            one.send(request(next(numbers)))
        while answered < most and perf_counter() < end:
            for key, _ in waiting.select(1):
                one = key.data
                if one.hear() is not None:
                    answered += 1
                    one.send(request(next(numbers)))
        for one in opened:
            one.close()
    return answered
