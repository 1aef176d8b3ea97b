"""What a person may give us to read, whatever it turns out to be."""

from __future__ import annotations

MAX_BYTES = 20 * 1024 * 1024
