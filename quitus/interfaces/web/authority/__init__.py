"""Pages of the authority: who runs the scheme, and who orders its payments."""
