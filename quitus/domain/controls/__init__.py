"""Inventories, handovers of duty, controls, and files of loss."""
