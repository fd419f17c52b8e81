"""What Chatwoot's framework does by itself: it reads what was sent, casts values and ends operations with errors."""
