"""Reading an act from its file: what is proposed, what a person decides, what is entered."""
