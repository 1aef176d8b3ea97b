"""Servers in processes of their own, and what the kernel says they cost (Linux)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bench.asking import asked, line

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
# What only the tests install, and other libraries load where they find it: a server in service has neither.
HIDDEN = ("pygments", "rich")
SERVE = f"""
import runpy, sys
sys.modules.update(dict.fromkeys({HIDDEN!r}))
runpy.run_module("app", run_name="__main__", alter_sys=True)
"""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """`started_in`: seconds from the start of the process to its first answer."""

    port: int
    process: int
    started_in: float

    @property
    def resident(self) -> int:
        """Bytes of memory in use now."""
        return kibibytes(self.process, "VmRSS") * 1024

    @property
    def worked(self) -> float:
        """Seconds of processor time since the start."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def kibibytes(process: int | str, name: str) -> int:
    """A line of /proc/…/status, such as VmRSS (now) or VmHWM (the most so far)."""
    for row in Path(f"/proc/{process}/status").read_text().splitlines():
        if row.startswith(f"{name}:"):
            return int(row.split()[1])
    raise LookupError(name)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def served(command: Sequence[str], port: int, path: str, **environment: str) -> Iterator[Server]:
    """Start, wait for the first answer, stop. What the server logs goes to a file, as it would in service."""
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_for(port, path, process, log)
            yield Server(port, process.pid, time.perf_counter() - started)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_for(port: int, path: str, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"the server did not start: {log.read().decode(errors='replace')[-2_000:]}")
        try:
            with line(port) as opened:
                opened.ask(asked(path, 0))
            return
        except OSError:
            time.sleep(0.005)
    raise TimeoutError("the server does not answer")


@contextmanager
def our_server() -> Iterator[Server]:
    """One worker as `python -m app serve` starts it where the tests' tools are not installed: an empty database, rate
    limits on."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/cases.db", "SECRET_KEY": "only for measuring, " * 2}
        with served(command, port, "/", **environment) as server:
            yield server


@contextmanager
def bare_server(path: str, body: bytes) -> Iterator[Server]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_bytes(body)
        with served([sys.executable, "-m", "bench.bare", str(port), path, str(file)], port, path) as server:
            yield server
