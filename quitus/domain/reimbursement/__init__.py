"""Claims of venues, fees, payment orders, payments."""
