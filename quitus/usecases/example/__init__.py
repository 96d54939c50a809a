"""The example scheme: its facts, what is invented around them, and the history they make."""
