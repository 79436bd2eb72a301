"""Turn an account into something that signs transactions. There is no private-key option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from eth_account import Account
from eth_utils.address import to_checksum_address

from garter.exceptions import GarterError, InvalidInput

if TYPE_CHECKING:
    from garter.chain.fees import Fees

TEST_PREFIX = "TEST::"
# The mnemonic of Anvil, Hardhat and Ape's test accounts, and the rich account of ZKsync's
# documentation: public keys to everybody, refused anywhere but on a local chain.
TEST_MNEMONIC = "test test test test test test test test test test test junk"
RICH_KEY = "0x7726827caac94a7f9e1b160f7ea819f172f7b6f9d2a97f992c38edeab82d4110"
RICH_ALIAS = "rich"
LOCAL_CHAIN_IDS = (31337, 1337)


class PublicKeyOffLocal(GarterError):
    """A key that everybody knows was about to be used on a real network."""

    def __init__(self, alias: str, chain_id: int):
        super().__init__(
            f"Account {alias!r} has a published key and may only be used on a local chain,"
            f" not on chain id {chain_id}. Choose one of `ape accounts list` with --account."
        )


@dataclass(frozen=True, slots=True)
class Transaction:
    """What is to be signed."""

    chain_id: int
    nonce: int
    to: str
    data: bytes
    value: int  # wei
    gas: int
    fees: Fees


class Signer(Protocol):
    """An account that signs."""

    @property
    def address(self) -> str: ...

    def sign(self, transaction: Transaction) -> bytes:
        """The raw signed transaction, ready for ``eth_sendRawTransaction``."""
        ...


class LocalSigner:
    """One of the published development accounts, signed without Ape."""

    def __init__(self, alias: str, chain_id: int):
        if chain_id not in LOCAL_CHAIN_IDS:
            raise PublicKeyOffLocal(alias, chain_id)
        if alias == RICH_ALIAS:
            self._account = Account.from_key(RICH_KEY)
        else:
            Account.enable_unaudited_hdwallet_features()
            path = f"m/44'/60'/0'/0/{_test_index(alias)}"
            self._account = Account.from_mnemonic(TEST_MNEMONIC, account_path=path)

    @property
    def address(self) -> str:
        return to_checksum_address(self._account.address)

    def sign(self, transaction: Transaction) -> bytes:
        fields = {
            "type": 2,
            "chainId": transaction.chain_id,
            "nonce": transaction.nonce,
            "to": transaction.to,
            "data": transaction.data,
            "value": transaction.value,
            "gas": transaction.gas,
            "maxFeePerGas": transaction.fees.max_fee,
            "maxPriorityFeePerGas": transaction.fees.priority_fee,
        }
        return bytes(self._account.sign_transaction(fields).raw_transaction)


class ApeSigner:
    """An account of Ape: a keyfile, a hardware wallet, anything Ape has a plugin for."""

    def __init__(self, account: Any, ecosystem: Any):
        self._account = account
        self._ecosystem = ecosystem

    @property
    def address(self) -> str:
        return to_checksum_address(self._account.address)

    def sign(self, transaction: Transaction) -> bytes:
        unsigned = self._ecosystem.create_transaction(
            type=2,
            chainId=transaction.chain_id,
            nonce=transaction.nonce,
            to=transaction.to,
            data=transaction.data,
            value=transaction.value,
            gas=transaction.gas,
            maxFeePerGas=transaction.fees.max_fee,
            maxPriorityFeePerGas=transaction.fees.priority_fee,
        )
        signed = self._account.sign_transaction(unsigned)
        if signed is None:
            raise GarterError(f"{self.address} refused to sign; nothing was sent.")
        return bytes(signed.serialize_transaction())


def is_local_alias(alias: str) -> bool:
    """Whether ``alias`` names a published development account."""
    return alias == RICH_ALIAS or alias.startswith(TEST_PREFIX)


def _test_index(alias: str) -> int:
    index = alias.removeprefix(TEST_PREFIX)
    if not index.isdecimal():
        raise InvalidInput("--account", alias, "not a test account", "Use TEST::0 to TEST::9")
    return int(index)
