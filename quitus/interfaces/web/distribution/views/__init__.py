"""Views of the distributor's pages."""
