"""By when it must be done: every period, counted step by step."""
