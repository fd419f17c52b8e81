"""What happens, told live over ``/cable``: websockets, who hears what, and in which words."""
