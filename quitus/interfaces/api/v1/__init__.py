"""The first version of the API. What stands here does not change: another version would stand beside it."""
