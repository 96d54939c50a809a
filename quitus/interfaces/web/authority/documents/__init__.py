"""Documents: what was produced, how it is produced, and how it looks."""
