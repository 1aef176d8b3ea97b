"""How the C library hands out memory to threads, and how Python takes it back."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

M_ARENA_MAX = -8


def share_one_heap() -> None:
    """Let all threads take memory from one heap. To be called before there are threads; nothing happens without glibc.

    glibc gives each thread a heap of its own, up to eight a core, and each keeps what its largest letter took: with
    thirty letters at a time twenty megabytes more, for no gain in time (`make bench`).
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)


class Collector:
    """Of cycles. Rests while anybody, in any thread, wants it to; a collector that was off before stays off.

    It would look through many small lasting objects again and again while they are made: three times the work.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._wanted = 0
        self._was_on = False

    @contextmanager
    def resting(self) -> Iterator[None]:
        """What is made inside must not refer to itself in a circle."""
        with self._lock:
            self._wanted += 1
            if self._wanted == 1:
                self._was_on = gc.isenabled()
                gc.disable()
        try:
            yield
        finally:
            with self._lock:
                self._wanted -= 1
                if self._wanted == 0 and self._was_on:
                    gc.enable()


COLLECTOR = Collector()
