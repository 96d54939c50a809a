"""What is told by itself to the software of venues, signed, tried again, and written down."""
