"""One verb across several rooms, or with the outside."""
