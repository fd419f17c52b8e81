"""How filters select: what Ruby makes of conditions, and what PostgreSQL makes of that."""
