"""What takes several calls to be certain: sent exactly once, found or made, brought to hold."""
