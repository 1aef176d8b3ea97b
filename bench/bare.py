"""One Starlette route that returns the bytes of a file, served as our own pages are: what no page can be faster than.

python -m bench.bare PORT PATH FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route


def bare(path: str, body: bytes) -> Starlette:
    async def answer(request: Request) -> HTMLResponse:
        return HTMLResponse(body)

    return Starlette(routes=[Route(path, answer)])


if __name__ == "__main__":
    _, _port, _path, _file = sys.argv
    # The same settings as in app/cli.py.
    uvicorn.run(
        bare(_path, Path(_file).read_bytes()),
        port=int(_port),
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=True,
    )
