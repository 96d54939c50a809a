"""Pass in the accountant's charge, and everywhere else."""
