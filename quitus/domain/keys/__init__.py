"""The keys behind the codes printed on pass: their lives; never a secret in the database."""
