"""Transactions that really carry blobs (EIP-4844)."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

import ckzg
from eth_account import Account
from eth_account.typed_transactions import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eth_account.signers.local import LocalAccount

    from garter.chain import Rpc

BLOB_BYTES = 4_096 * 32

# eth-account loads the trusted setup, three seconds of work, several times for each blob.
_setup = cache(ckzg.load_trusted_setup)
base.load_trusted_setup = _setup


def blob_of(seed: int) -> bytes:
    """A blob: field elements with a zero first byte are surely below the modulus."""
    return (b"\0" + bytes([seed]) * 31) * 4_096


def versioned_hash(blob: bytes) -> bytes:
    """What BLOBHASH answers for it."""
    commitment = ckzg.blob_to_kzg_commitment(blob, _setup(base.TRUSTED_SETUP, 0))
    return b"\x01" + sha256(commitment).digest()[1:]


class BlobSender:
    """Sends each of its transactions with ``blobs``."""

    def __init__(self, rpc: Rpc, blobs: Sequence[bytes]):
        self._account: LocalAccount = Account.create()
        self.blobs = list(blobs)
        rpc.call("anvil_setBalance", self.address, hex(10**20))

    @property
    def address(self) -> str:
        return str(self._account.address)

    def send(self, rpc: Rpc, *, to: str | None, data: bytes, value: int, gas: int) -> str:
        """See garter.chain.Sender."""
        signed = self._account.sign_transaction(
            {
                "type": 3,
                "chainId": rpc.chain_id(),
                "nonce": rpc.nonce(self.address),
                "to": to,
                "value": value,
                "data": data,
                "gas": gas,
                "maxFeePerGas": 10**11,
                "maxPriorityFeePerGas": 1,
                "maxFeePerBlobGas": 10**10,
            },
            blobs=self.blobs,
        )
        tx_hash: str = rpc.call("eth_sendRawTransaction", "0x" + signed.raw_transaction.hex())
        return tx_hash
