"""The state root of a genesis, by the Ethereum yellow paper's secure Merkle-Patricia trie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rlp
from trie import HexaryTrie

from garter.protocol.hashing import keccak256

if TYPE_CHECKING:
    from garter.genesis.alloc import Account, Alloc


def state_root(alloc: Alloc) -> bytes:
    """Root over all accounts. Equal to what an execution client computes for the same state."""
    trie = HexaryTrie({})
    for address, account in alloc.items():
        key = keccak256(bytes.fromhex(address.removeprefix("0x")))
        trie[key] = rlp.encode(
            [account.nonce, account.balance, storage_root(account), keccak256(account.code)]
        )
    root: bytes = trie.root_hash
    return root


def storage_root(account: Account) -> bytes:
    """Root over an account's slots. Zero slots do not exist."""
    trie = HexaryTrie({})
    for slot, value in account.storage.items():
        if value:
            trie[keccak256(slot.to_bytes(32, "big"))] = rlp.encode(value)
    root: bytes = trie.root_hash
    return root
