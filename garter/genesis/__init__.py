"""A chain's genesis: which code and storage block 0 has, as a file and as a state root."""
