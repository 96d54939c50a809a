"""The public directory of the venues of a scheme."""
