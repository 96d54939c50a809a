"""Sittings, deliberations, votes, transmission and publication."""
