"""Statements after the end of validity, as the operator answers them."""
