"""The same letter through WeasyPrint and LibreOffice, where they are installed. Both get the fonts our letters have."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def weasyprint(folder: Path) -> Iterator[Callable[[Document], dict[str, float]]]:
    """Gives seconds of a letter, archivable and plain, in one process that has its fonts loaded. Raises NotInstalled."""
    if not PYTHON.exists():
        raise NotInstalled("WeasyPrint is not installed (make bench installs it where a package index can be reached)")
    tried = subprocess.run([PYTHON, "-c", "import weasyprint"], capture_output=True, text=True)
    if tried.returncode:
        reason = tried.stderr.strip().splitlines()[-1][:120]
        raise NotInstalled(f"WeasyPrint does not start: {reason} (Debian: apt-get install libpangoft2-1.0-0)")
    with subprocess.Popen(
        [PYTHON, ROOT / "bench" / "weasy.py"],
        env=with_our_fonts(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        asked, told = process.stdin, process.stdout

        def seconds(document: Document) -> dict[str, float]:
            file = folder / "letter.html"
            file.write_text(html(document), "utf-8")
            print(file, file=asked, flush=True)
            each: dict[str, float] = json.loads(told.readline())
            return each

        yield seconds
        asked.close()


class LibreOffice:
    """A profile of its own, our fonts. Raises NotInstalled."""

    def __init__(self, folder: Path) -> None:
        office = next(filter(None, map(shutil.which, OFFICES)), None)
        if office is None:
            raise NotInstalled("LibreOffice is not installed (Debian: apt-get install libreoffice-writer-nogui)")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        self.command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        self.environment = with_our_fonts(folder)
        self.folder = folder

    def seconds(self, *documents: Document) -> float:
        """Of one start that converts these letters, already written as DOCX."""
        files = [self.folder / f"{place:03d}.docx" for place in range(len(documents))]
        for file, document in zip(files, documents, strict=True):
            file.write_bytes(docx(document))
            file.with_suffix(".pdf").unlink(missing_ok=True)
        started = perf_counter()
        subprocess.run(
            [*self.command, *map(str, files)],
            env=self.environment,
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
        taken = perf_counter() - started
        if not all(file.with_suffix(".pdf").exists() for file in files):
            raise NotInstalled("LibreOffice converted nothing: Writer is missing")
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
