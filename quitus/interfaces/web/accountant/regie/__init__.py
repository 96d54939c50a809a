"""Régies on the accountant's side: assents, and what each holds."""
