"""Structures, their venues and their qualification, as the authority keeps them."""
