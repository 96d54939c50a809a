"""Pages of the people who receive: take a pass, look back, ask to be paid."""
