"""What clients may call: an operation is a method of a class that has a path."""
