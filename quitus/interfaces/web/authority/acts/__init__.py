"""Deliberations, from their draft to the day they can be carried out."""
