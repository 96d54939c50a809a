"""Signing in: the adapter of django-allauth."""
