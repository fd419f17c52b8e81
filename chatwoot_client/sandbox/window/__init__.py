"""A page that shows what happens in a sandbox: its conversations, and what programs and the sandbox tell each other."""
