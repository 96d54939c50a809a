"""Pass of paper that venues keep: the register, and controls by drawing some."""
