"""Pass that the operator has printed and not delivered yet."""
