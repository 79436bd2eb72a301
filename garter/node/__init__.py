"""The operator of one chain: watches L1, orders transactions, builds blocks, answers clients."""
