"""债明白: what a collector may and may not do, as the law stood that day, and the letter that says so."""

VERSION = "0.1.0"
