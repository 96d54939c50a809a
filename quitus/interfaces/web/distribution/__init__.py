"""Pages of who keeps the safe, who hands out, and who refers."""
