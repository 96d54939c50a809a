"""Proofs and print runs of pass: who approved what, and which parts are made."""
