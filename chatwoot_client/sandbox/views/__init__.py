"""Records as the JSON that Chatwoot sends."""
