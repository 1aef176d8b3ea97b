"""A paper came: what it is, what speaks for and against it, the last day, what to do first, which paper answers it."""
