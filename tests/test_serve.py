"""`python -m app serve` as an operator meets it: a process that answers, and stops when told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from app.storage.db import connect

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def serve(folder: Path, port: int, workers: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ENVIRONMENT": "production", "SECRET_KEY": "s" * 32}
    environment["DATABASE_URL"] = f"sqlite:///{folder / 'cases.db'}"
    words = [sys.executable, "-m", "app", "serve", "--port", str(port), "--workers", str(workers)]
    return subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    """Read what the process says until it says this."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if words in line:
            return
    pytest.fail("".join(said))


@pytest.mark.parametrize("workers", [1, 2])
def test_it_answers_and_stops_when_told(tmp_path: Path, workers: int) -> None:
    port = free_port()
    with serve(tmp_path, port, workers) as process:
        try:
            # One worker listens only after it is complete, several get a socket that listens already.
            for _ in range(workers):
                wait_for(process, "Uvicorn running on" if workers == 1 else "Application startup complete.")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
                assert answer.status == 200
                assert "server" not in answer.headers
        finally:
            process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[1]
    assert process.returncode in (0, -signal.SIGTERM)
    assert said.count("Application shutdown complete.") == workers
    assert "Traceback" not in said


def test_it_migrates_before_it_answers(tmp_path: Path) -> None:
    with serve(tmp_path, free_port(), 1) as process:
        try:
            wait_for(process, "Application startup complete.")
        finally:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    engine = connect(f"sqlite:///{tmp_path / 'cases.db'}")
    with engine.connect() as connection:
        assert engine.dialect.has_table(connection, "case")
    engine.dispose()
