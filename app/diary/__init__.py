"""The diary: the next contact in three taps, what to note of it, and the empty sheet."""
