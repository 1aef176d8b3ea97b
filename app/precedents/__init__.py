"""Public cases of abusive collection: who was punished for what, and what is still open."""
