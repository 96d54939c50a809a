"""Doors: they translate, never decide."""
