"""One file a change of the schema, in the order of their numbers; each can be undone."""
