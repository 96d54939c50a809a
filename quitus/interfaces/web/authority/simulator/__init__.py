"""« Et si… »: what an amendment would change, before anything is saved."""
