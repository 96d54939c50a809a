"""What was put on paper: the templates of an authority, and every document produced, kept as it was made."""
