"""Campaigns across rooms and schemes: the funder proposes, each authority answers in its own scheme."""
