"""QR codes of our own pages, as SVG and PNG."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Literal

import segno

# A path of ours, and at most the day whose law is shown or the two days compared, or what the channel finder, the page on who
# is calling, the one on a paper received or a deadline was asked, in closed words and days: no query that could carry something
# private.
DATED = r"(?:\?(?:as_of|from)=\d{4}-\d{2}-\d{2}(?:&to=\d{4}-\d{2}-\d{2})?)?"
NAMES = "creditor|conduct|matter|want|on|happened|role|sign|paper|seal|way|money|received|no_number|start|also|days"
ANSWER = rf"(?:{NAMES})=[0-9a-z-]{{1,50}}"
ASKED = rf"/(?:channels/find|received|who-is-calling(?:/questions)?|deadlines/[a-z0-9-]{{1,60}})\?{ANSWER}(?:&{ANSWER}){{0,40}}"
OWN_PATH = re.compile(r"/(?!/)[0-9A-Za-z\u4e00-\u9fff._~/%-]{0,200}" + DATED + "|" + ASKED)
QUIET_ZONE = 4
PNG_SCALE = 10


def is_own(path: str) -> bool:
    return OWN_PATH.fullmatch(path) is not None and ".." not in path


@lru_cache(maxsize=512)
def qr_code(address: str, kind: Literal["svg", "png"]) -> bytes:
    """The QR code of an address, black on white; same input, same bytes."""
    code = segno.make(address, error="m", micro=False)
    out = io.BytesIO()
    if kind == "svg":
        code.save(out, kind="svg", border=QUIET_ZONE, scale=4, dark="#000", light="#fff", xmldecl=False, title="二维码")
    else:
        code.save(out, kind="png", border=QUIET_ZONE, scale=PNG_SCALE, dark="#000", light="#fff")
    return out.getvalue()
