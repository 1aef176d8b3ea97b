"""Pure things: no file, no clock, no network. Same input, same answer."""
