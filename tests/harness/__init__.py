"""What the tests stand on: a database of their own, a closed network, a browser."""
