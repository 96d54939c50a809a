"""Reports to the funder, their frame, and the statement of expenditure."""
