"""The public accountant's pages: visas, pass in charge, régie, attestations."""
