"""What the pass of the scheme say, the proofs to approve, and what the authority prints itself."""
