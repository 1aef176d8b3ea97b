"""Law files and their pages: every version with its strength, whom it binds and when we checked it."""
