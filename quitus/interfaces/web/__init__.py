"""The web door: one package per audience, one guard, one layout."""
