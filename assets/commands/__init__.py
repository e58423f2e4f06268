"""One file a command; each exposes a click command named `command` and imports what is heavy inside it."""
