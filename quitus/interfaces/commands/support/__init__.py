"""What commands share: a running database, child processes, clear lines."""
