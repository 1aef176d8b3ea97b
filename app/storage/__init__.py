"""Bytes and rows: the database, the seal on a case, and the cases. Knows nothing of debt."""
