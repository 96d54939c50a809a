"""What operators outside send, how it is read, and what leaves when one fails."""
