"""The payment orders that an operator receives, and what it records as paid."""
