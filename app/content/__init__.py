"""Reads content files strictly. Knows files, not debt."""
