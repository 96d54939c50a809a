"""The statement of expenditure, on the accountant's side."""
