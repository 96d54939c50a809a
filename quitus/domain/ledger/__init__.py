"""Accounts and transfers in double entry, in cents; added to, never edited."""
