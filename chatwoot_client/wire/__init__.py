"""Bytes, sockets, time: knows nothing of Chatwoot, and nothing of the settings as a whole."""
