"""« Devenir lieu qualifié »: the door without an account, then the application of whoever has opened the link."""
