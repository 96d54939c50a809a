"""What operators outside send, and what leaves when one of them fails."""
