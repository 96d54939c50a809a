"""Where people can use their pass, and who lives far from there."""
