from __future__ import annotations

import ctypes
import subprocess
import sys
from types import SimpleNamespace

import pytest

from app.heap import share_one_heap

# Eight threads hold memory of the C library at the same time; glibc's further heaps lie on boundaries of 64 MB.
HEAPS = """
import sys, threading
from app.heap import share_one_heap
if sys.argv[1] == "shared":
    share_one_heap()
held, all_there = [], threading.Barrier(8)
def hold():
    held.append([bytes(60_000) for _ in range(50)])
    all_there.wait()
threads = [threading.Thread(target=hold) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
rows = [row.split() for row in open("/proc/self/maps")]
print(sum(int(row[0].split("-")[0], 16) % 2**26 == 0 for row in rows if len(row) == 5))
"""


def heaps(how: str) -> int:
    ran = subprocess.run([sys.executable, "-c", HEAPS, how], capture_output=True, text=True, check=True)
    return int(ran.stdout)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "gnu_get_libc_version"), reason="only glibc has heaps for threads")
def test_threads_share_one_heap() -> None:
    assert heaps("apart") > 1
    assert heaps("shared") == 0


def test_other_c_libraries_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def without_mallopt(name: str | None) -> SimpleNamespace:
        asked.append(name)
        return SimpleNamespace()

    monkeypatch.setattr(ctypes, "CDLL", without_mallopt)
    monkeypatch.setattr(sys, "platform", "linux")
    share_one_heap()
    assert asked == [None]
    monkeypatch.setattr(sys, "platform", "win32")
    share_one_heap()
    assert asked == [None]
