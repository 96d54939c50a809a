"""The history by chapter: each writes into the diary what its people do, through their operations."""
