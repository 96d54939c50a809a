"""What looks strange in the uses of pass: evidence, decision and follow-up; never a punishment."""
