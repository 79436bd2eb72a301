"""The Ape plugin."""
