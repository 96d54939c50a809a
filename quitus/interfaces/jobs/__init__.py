"""What runs in the background or on a date."""
