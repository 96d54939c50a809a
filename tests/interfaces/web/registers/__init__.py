"""The papers of the register and the screens that follow pass, for every audience."""
