"""Orders on the accountant's side: visa, and taking in charge what is delivered."""
