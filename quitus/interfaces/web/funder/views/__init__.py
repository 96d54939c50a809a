"""The funder's views, one module per subject."""
