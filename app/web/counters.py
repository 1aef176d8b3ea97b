"""Where the rate limiter counts. The library's own MemoryStorage starts a thread every hundredth of a second, which looks
at every address of the last minute: with a few hundred of them that costs more than answering a page.
"""

from __future__ import annotations

import time

from limits.storage import Storage

SWEEP_SECONDS = 60


class Counters(Storage):
    """Counts by key until their window ends. For one event loop: nothing here waits, so nothing needs a lock."""

    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self.windows: dict[str, tuple[float, int]] = {}
        self.swept = time.time()

    @property
    def base_exceptions(self) -> type[Exception]:
        return LookupError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        moment = time.time()
        if moment - self.swept > SWEEP_SECONDS:
            self.sweep(moment)
        ends, count = self.windows.get(key, (0.0, 0))
        if ends <= moment:
            ends, count = moment + expiry, 0
        self.windows[key] = (ends, count + amount)
        return count + amount

    def sweep(self, moment: float) -> None:
        """Forget what has ended, so that no more addresses are held than asked within two minutes."""
        self.swept = moment
        self.windows = {key: window for key, window in self.windows.items() if window[0] > moment}

    def get(self, key: str) -> int:
        ends, count = self.windows.get(key, (0.0, 0))
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        return self.windows.get(key, (time.time(), 0))[0]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        count = len(self.windows)
        self.windows = {}
        return count

    def clear(self, key: str) -> None:
        self.windows.pop(key, None)
