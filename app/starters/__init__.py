"""Starters for `python -m app new`: all a content file must say, with a note where only a person knows what."""
