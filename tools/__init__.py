"""What builds and checks the program; nothing here runs in production."""
