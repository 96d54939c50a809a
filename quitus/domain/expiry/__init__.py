"""The end of validity of an order: its calendar, its statement with the operator, its credit note."""
