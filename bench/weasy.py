"""Times WeasyPrint; run by the Python of .venv-bench, which has WeasyPrint and nothing of ours.

For each line on standard input, the path of an HTML file, a line on standard output: seconds of each kind of PDF, as JSON.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from time import perf_counter

# Our letters are tagged and archivable, so that is the like for like; plain is the least WeasyPrint can do.
KINDS = {"archivable": "pdf/a-2a", "plain": None}


def main() -> None:
    weasyprint = importlib.import_module("weasyprint")
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    for line in sys.stdin:
        text = Path(line.strip()).read_text("utf-8")
        seconds = {}
        for kind, wanted in KINDS.items():
            started = perf_counter()
            weasyprint.HTML(string=text).write_pdf(font_config=fonts, pdf_variant=wanted)
            seconds[kind] = perf_counter() - started
        print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    main()
