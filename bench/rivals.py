"""The same letter through WeasyPrint and LibreOffice, where they are installed. Both get the fonts our letters have."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from app.domain.document import Document
from app.rendering.docx import docx
from app.rendering.fonts import PACKAGED_DIR, SANS, SERIF
from bench.drawn import html
from bench.serving import ROOT

PYTHON = ROOT / ".venv-bench" / "bin" / "python"
OFFICES = ("soffice", "libreoffice")
PATIENCE = 120
# The names the DOCX asks for, and which of our fonts stands in.
STAND_INS = {"宋体": SERIF, "仿宋": SERIF, "楷体": SERIF, "Times New Roman": SERIF, "黑体": SANS}


class NotInstalled(Exception):
    """What is missing, as a sentence."""


def weasyprint(documents: Sequence[Document], folder: Path) -> dict[str, list[float]]:
    """Seconds of each letter, archivable and plain, in one process that has its fonts loaded; the first is left out."""
    if not PYTHON.exists():
        raise NotInstalled("WeasyPrint is not installed (make bench installs it where a package index can be reached)")
    for place, document in enumerate(documents):
        (folder / f"{place:03d}.html").write_text(html(document), "utf-8")
    command = [str(PYTHON), str(ROOT / "bench" / "weasy.py"), str(folder)]
    ran = subprocess.run(command, env=with_our_fonts(folder), capture_output=True, text=True)
    if ran.returncode:
        reason = ran.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise NotInstalled(f"WeasyPrint does not start: {reason[0][:120]} (Debian: apt-get install libpangoft2-1.0-0)")
    seconds: dict[str, list[float]] = json.loads(ran.stdout)
    return {kind: each[1:] for kind, each in seconds.items()}


def libreoffice(documents: Sequence[Document], folder: Path) -> tuple[list[float], float]:
    """Seconds of each letter converted by a start of its own, the first left out; and of one more in a running one."""
    office = next(filter(None, map(shutil.which, OFFICES)), None)
    if office is None:
        raise NotInstalled("LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui)")
    files = [folder / f"{place:03d}.docx" for place in range(len(documents))]
    for file, document in zip(files, documents, strict=True):
        file.write_bytes(docx(document))
    environment = with_our_fonts(folder)
    seconds = [converted(office, [file], folder, environment) for file in files]
    together = converted(office, files, folder, environment)
    alone = min(seconds[1:])
    return seconds[1:], max(together - alone, 0.0) / (len(files) - 1)


def converted(office: str, files: Sequence[Path], folder: Path, environment: Mapping[str, str]) -> float:
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    started = perf_counter()
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        env=environment,
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    taken = perf_counter() - started
    missing = [file.name for file in files if not file.with_suffix(".pdf").exists()]
    if missing:
        raise NotInstalled(f"LibreOffice converted nothing ({missing[0]}); Writer is missing")
    for file in files:
        file.with_suffix(".pdf").unlink()
    return taken


def with_our_fonts(folder: Path) -> dict[str, str]:
    """The environment with a fontconfig that knows our fonts alone."""
    names = "".join(
        f"<match><test name='family'><string>{name}</string></test>"
        f"<edit name='family' mode='assign' binding='strong'><string>{font}</string></edit></match>"
        for name, font in STAND_INS.items()
    )
    file = folder / "fonts.conf"
    file.write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>"
        f"<fontconfig><dir>{PACKAGED_DIR}</dir><cachedir>{folder / 'fonts'}</cachedir>{names}</fontconfig>",
        "utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(file)}
