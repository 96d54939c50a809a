"""The contradiction finder on screen: findings, decisions, and the statements that they compare."""
