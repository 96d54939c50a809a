"""The administrator's views, one module per subject."""
