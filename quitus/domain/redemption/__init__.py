"""Redemptions and their undoing."""
