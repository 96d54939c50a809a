"""Template tags and filters of the layout."""
