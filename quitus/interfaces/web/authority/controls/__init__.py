"""Inventories, losses, handovers and controls: every place."""
