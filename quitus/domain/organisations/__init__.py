"""Who runs, funds, operates and serves a scheme, and in which role each person takes part in it."""
