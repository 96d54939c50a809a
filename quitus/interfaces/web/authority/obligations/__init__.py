"""What is owed: the list, one obligation, how it was met."""
