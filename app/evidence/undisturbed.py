"""Many small lasting objects made at once, without the collector of cycles looking through them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Collector:
    """Rests while anybody, in any thread, wants it to; a collector that was off before stays off."""

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
