"""What follows from what happened: notifications and automation. Chatwoot does it in jobs, after it has answered."""
