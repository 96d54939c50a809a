"""The régie on the authority's side: its act, its points, its people, and mandated bodies."""
