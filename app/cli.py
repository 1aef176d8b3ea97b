"""python -m app serve | check | new | as-of | schema | purge | migrate"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import structlog
import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from app.catalogue import load_catalogue
from app.content.model import nearest
from app.domain.case_file import CaseFile
from app.domain.law import Instrument
from app.domain.moment import SHANGHAI
from app.errors import ContentError, DatabaseUnreachable, NoLawInForce, ZhaimingbaiError
from app.guidance.measure import measure_all, table
from app.guidance.rendering import Renderer
from app.law.model import load_lawbook
from app.settings import Settings, read_settings
from app.starters.start import MODELS, Kind, start
from app.storage.cases import CaseStore, open_cases
from app.storage.migrations import migrate
from app.web.observe import configure_logging

CONTENT = Path(__file__).resolve().parents[1] / "content"
PURGE_SECONDS = 3_600
GRACE_SECONDS = 20
CASE = "case"

log = structlog.get_logger("app.cli")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 refused with sentences on standard error, 2 not understood."""
    chosen = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return run(chosen)
    except ZhaimingbaiError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has had enough; without this Python complains once more on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="python -m app", description="债明白: serve the site, look after its content.")
    commands = root.add_subparsers(required=True, metavar="COMMAND")

    one = commands.add_parser("serve", help="migrate the database, then serve until told to stop")
    one.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    one.add_argument("--port", type=int, default=8000, help="the port to listen on (default: %(default)s)")
    one.add_argument("--workers", type=int, default=1, help="how many processes answer (default: %(default)s)")
    one.set_defaults(run=serve)

    one = commands.add_parser("check", help="load all content and print every problem as path:line: sentence")
    add_content(one)
    one.set_defaults(run=check)

    one = commands.add_parser("new", help="write a starter file for new content, with notes on what to fill in")
    one.add_argument("kind", type=kind, metavar="KIND", help=", ".join(Kind))
    one.add_argument(
        "slug", help="its name: letters, digits, hyphens; a law: instrument/2027-01-01; a page: topic/name"
    )
    add_content(one)
    one.set_defaults(run=new)

    one = commands.add_parser("as-of", help="say which version of every instrument is in force on a day")
    one.add_argument("day", type=day, metavar="DATE", help="for example 2026-01-01")
    add_content(one)
    one.set_defaults(run=as_of)

    one = commands.add_parser("schema", help="print the JSON Schema of a kind of content, or of an exported case")
    one.add_argument("kind", type=described, metavar="KIND", help=", ".join((*Kind, CASE)))
    one.set_defaults(run=schema)

    one = commands.add_parser("purge", help="delete the cases that have expired")
    one.set_defaults(run=purge)

    one = commands.add_parser("migrate", help="bring the database to its newest schema")
    one.set_defaults(run=migrate_only)
    return root


def add_content(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, default=CONTENT, help="the folder of the content (default: ours)")


def kind(name: str) -> Kind:
    if name not in set(Kind):
        raise argparse.ArgumentTypeError(
            f"'{name}' is no kind of content ({', '.join(Kind)}){nearest(name, Kind) or '.'}"
        )
    return Kind(name)


def described(name: str) -> str:
    """A kind of content, or the file a borrower exports."""
    return CASE if name == CASE else kind(name)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-01-01.") from None


def serve(chosen: argparse.Namespace) -> int:
    """Says what is wrong with settings or content before any worker starts."""
    settings = read_settings()
    configure_logging(settings.log_level)
    migrate(settings)
    if chosen.workers > 1:
        load_catalogue(CONTENT)
    stop = threading.Event()
    threading.Thread(target=keep_purging, args=(settings, stop), daemon=True).start()
    uvicorn.run(
        "app.worker:application",
        factory=True,
        host=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        # Our own log line knows the route, not the address or the path.
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    stop.set()
    return 0


def keep_purging(settings: Settings, stop: threading.Event) -> None:
    """Delete what has expired, now and every hour; a database that is away for a while is tried again."""
    store = open_cases(settings)
    while True:
        try:
            purge_now(store)
        except (SQLAlchemyError, DatabaseUnreachable) as failure:
            log.error("purge failed", kind=type(failure).__name__)
        if stop.wait(PURGE_SECONDS):
            break
    store.engine.dispose()


def purge_now(store: CaseStore) -> int:
    return store.purge(datetime.now(SHANGHAI))


def check(chosen: argparse.Namespace) -> int:
    try:
        catalogue = load_catalogue(chosen.content)
    except ContentError as refusal:
        print(refusal, file=sys.stderr)
        print(f"{len(refusal.problems)} problems in the content.", file=sys.stderr)
        return 1
    measures = measure_all(catalogue.guides, Renderer(catalogue.guides, catalogue.law), datetime.now(SHANGHAI).date())
    print(table(measures))
    faults = [fault for measure in measures for fault in measure.faults]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    print(f"The content is sound (version {catalogue.version}).")
    return 0


def new(chosen: argparse.Namespace) -> int:
    path = start(chosen.kind, chosen.slug, datetime.now(SHANGHAI).date(), chosen.content)
    print(f"Wrote {path}. Fill in what its notes ask for, then run: python -m app check")
    return 0


def as_of(chosen: argparse.Namespace) -> int:
    lawbook, problems = load_lawbook(chosen.content)
    if problems:
        raise ContentError(problems)
    for instrument in lawbook.instruments.values():
        for line in standing(instrument, chosen.day):
            print(line)
    return 0


def standing(instrument: Instrument, day: date) -> Iterator[str]:
    """One line for what is in force on the day, one for each version that is announced."""
    try:
        version = instrument.on(day)
        yield f"{instrument.id}: since {version.starts} 《{version.short}》（{version.version}）"
    except NoLawInForce as reason:
        yield f"{instrument.id}: nothing to cite; {reason}"
    for version in instrument.announced(day):
        yield f"{instrument.id}: announced for {version.starts} 《{version.short}》（{version.version}）"


def schema(chosen: argparse.Namespace) -> int:
    model = CaseFile if chosen.kind == CASE else MODELS[chosen.kind]
    print(json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2))
    return 0


def purge(chosen: argparse.Namespace) -> int:
    store = open_cases(migrated())
    print(f"Deleted {purge_now(store)} expired cases.")
    store.engine.dispose()
    return 0


def migrate_only(chosen: argparse.Namespace) -> int:
    migrated()
    print("The database has the newest schema.")
    return 0


def migrated() -> Settings:
    settings = read_settings()
    migrate(settings)
    return settings
