"""How the C library hands out memory and gets it back, and how Python looks for what nobody needs."""

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
    ask_glibc("mallopt", M_ARENA_MAX, 1)


def settle() -> None:
    """What there is now stays: the collector never looks at it again, and what the start took beside it is given back."""
    gc.freeze()
    give_back()


def give_back() -> None:
    """Return what is free to the system: glibc keeps it for later, however much it was. Takes some milliseconds."""
    ask_glibc("malloc_trim", 0)


def ask_glibc(name: str, *numbers: int) -> None:
    """Call a function of the C library, where it is glibc and has it."""
    function = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    if function is not None:
        function(*numbers)


class Collector:
    """Of cycles. Rests while anybody, in any thread, wants it to; a collector that was off before stays off.

    It would look through many small lasting objects again and again while they are made: two or three times the work.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._wanted = 0
        self._was_on = False

    @contextmanager
    def resting(self) -> Iterator[None]:
        """What is made inside and not kept must not refer to itself in a circle."""
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
