"""What the operator prints: proofs, runs, and the codes of one booklet."""
