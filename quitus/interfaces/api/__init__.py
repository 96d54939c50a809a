"""The door for software: /api/v1, in JSON."""
