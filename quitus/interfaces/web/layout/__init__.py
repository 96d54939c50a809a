"""The base page and the components every audience builds its pages with."""
