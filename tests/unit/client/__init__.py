"""The SDK for users."""
