"""Where to complain, report or ask."""
