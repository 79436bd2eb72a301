"""Attacks on single modules use the harnesses of tests/protocol."""

from tests.protocol.conftest import merkle_harness, message_harness

__all__ = ["merkle_harness", "message_harness"]
