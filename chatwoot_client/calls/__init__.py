"""One call: its request, the attempts to get an answer, the answer, and what an error says."""
