"""Proof verifiers as data: verification keys, the contracts made from them, recorded proofs."""
