"""Where the pass are, and the régie that answers for them."""
