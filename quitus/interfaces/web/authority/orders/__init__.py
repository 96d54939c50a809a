"""Orders of pass and contracts with operators."""
