"""Workshops and appointments that venues publish, and who booked a seat with a pass."""
