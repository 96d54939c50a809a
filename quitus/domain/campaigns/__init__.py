"""Campaigns: one amendment that a funder proposes to many conventions at once, and what each authority answers."""
