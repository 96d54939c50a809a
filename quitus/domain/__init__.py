"""The rooms, from roof to cellar; each may import only those below."""
