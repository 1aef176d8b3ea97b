"""On what it was measured, and when."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.figure import megabytes

LIBRARIES = ("typst", "starlette", "fastapi", "uvicorn")


def described() -> str:
    """One paragraph of Markdown."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = f"load {os.getloadavg()[0]:.1f} at the start"
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {processor()}, {os.cpu_count()} cores, {memory()}, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}, {libraries}; {load}."
    )


def processor() -> str:
    for row in Path("/proc/cpuinfo").read_text().splitlines():
        if row.startswith("model name"):
            return row.partition(":")[2].strip()
    return platform.machine()


def memory() -> str:
    return megabytes(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
