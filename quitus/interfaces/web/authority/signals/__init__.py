"""What looks strange in the uses of pass: the list, its evidence, what is decided."""
