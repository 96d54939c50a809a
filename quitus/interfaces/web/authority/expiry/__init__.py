"""The end of validity of orders, as the authority follows it."""
