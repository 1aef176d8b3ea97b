"""Times WeasyPrint; run by the Python of .venv-bench, which has WeasyPrint and nothing of ours.

.venv-bench/bin/python bench/weasy.py FOLDER     prints the seconds of each *.html in it as JSON, by kind of PDF
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from time import perf_counter

# Our letters are tagged and archivable, so that is the like for like; plain is the least WeasyPrint can do.
KINDS = {"archivable": "pdf/a-2a", "plain": None}


def main(folder: Path) -> None:
    weasyprint = importlib.import_module("weasyprint")
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for file in sorted(folder.glob("*.html")):
        text = file.read_text("utf-8")
        for kind, wanted in KINDS.items():
            started = perf_counter()
            made = weasyprint.HTML(string=text).write_pdf(font_config=fonts, pdf_variant=wanted)
            seconds[kind].append(perf_counter() - started)
            file.with_suffix(f".{kind}.pdf").write_bytes(made)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
