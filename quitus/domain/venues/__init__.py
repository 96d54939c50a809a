"""Structures' venues, their qualification and services."""
