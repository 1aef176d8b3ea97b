"""One process that answers: what uvicorn is told to start."""

from __future__ import annotations

from fastapi import FastAPI

from app.heap import COLLECTOR, settle


def application() -> FastAPI:
    """The application, its memory in order. Raises what `create_app` raises."""
    with COLLECTOR.resting():
        # Here, so that the collector rests while it is read: half of the start would be looking through what stays.
        from app.main import create_app

        made = create_app()
    settle()
    return made
