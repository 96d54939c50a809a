"""The devices of venues, and the conflicts of what they took without network."""
