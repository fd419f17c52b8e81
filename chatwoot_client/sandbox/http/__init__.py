"""HTTP: what goes over the wire, and what may go wrong there. Knows nothing of Chatwoot."""
