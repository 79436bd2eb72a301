"""The protocol as pure functions: hashes, trees, encodings. No I/O, no Ape.

This is the readable specification; ``contracts/lib/README.md`` names the Vyper module that mirrors
each file, and ``tests/protocol`` holds them to each other and to the reference's vectors.
"""
