"""Inventories, losses, handovers and controls as pages: the same for every audience, each with its own places."""
