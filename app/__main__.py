"""python -m app"""

from app.heap import COLLECTOR

with COLLECTOR.resting():
    from app.cli import main

raise SystemExit(main())
