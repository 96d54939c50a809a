"""Pages anybody may open: before sign-in, errors, health, accessibility."""
