"""Claims of structures and payments, as the authorising officer's side deals with them."""
