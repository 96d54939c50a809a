"""What the funder proposes to the authority, and what it answers."""
