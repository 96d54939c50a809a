"""Orders asked from this operator."""
