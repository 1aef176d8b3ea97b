"""How the C library hands out memory to threads."""

from __future__ import annotations

import ctypes
import sys

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
