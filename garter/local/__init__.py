"""The embedded L1: an offline origin with chain id 1, and the Anvil fork of it."""
