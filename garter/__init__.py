"""Garter: run an elastic network of ZKsync chains in Python."""

__version__ = "0.1.0"
