"""Public cases in which abusive collection was punished."""
