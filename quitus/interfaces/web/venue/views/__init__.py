"""What each page of a venue shows."""
