"""The public JSON-RPC: what is forwarded, what is refused, what is answered here."""
