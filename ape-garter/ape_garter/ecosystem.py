"""ZKsync OS chains: Ethereum with transactions that come from L1."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from ape.api.networks import NetworkAPI
from ape.exceptions import SignatureError
from ape_ethereum.ecosystem import BaseEthereumConfig, Ethereum
from ape_ethereum.transactions import DynamicFeeTransaction, Receipt, TransactionType
from eth_pydantic_types import HexBytes  # noqa: TC002 - pydantic reads it
from pydantic import Field

from ape_garter.chains import Chain, known_chains
from garter.protocol import constants

TYPES_FROM_L1 = (constants.PRIORITY_TX_TYPE, constants.UPGRADE_TX_TYPE)


class GarterConfig(BaseEthereumConfig):
    """``garter:`` in ape-config.yaml."""

    NETWORKS: ClassVar[dict[str, tuple[int, int]]] = {
        name: (chain.chain_id, chain.chain_id) for name, chain in known_chains().items()
    }
    default_network: str = "alpha"


def network_of(chain: Chain) -> type[NetworkAPI]:
    """The class that Ape wants for a network: its numbers, and where its node is."""

    class ChainNetwork(NetworkAPI):
        @property
        def chain_id(self) -> int:
            return chain.chain_id

        @property
        def network_id(self) -> int:
            return chain.chain_id

        @property
        def default_provider_name(self) -> str:
            return "node"

        def get_provider(
            self,
            provider_name: str | None = None,
            provider_settings: dict[str, Any] | None = None,
            connect: bool = False,
        ) -> Any:
            settings = {"uri": chain.url, **(provider_settings or {})}
            return super().get_provider(provider_name, settings, connect)

    return ChainNetwork


class TransactionFromL1(DynamicFeeTransaction):
    """A priority (0x7f) or upgrade (0x7e) transaction: nobody signed it, so its hash is told."""

    canonical_hash: HexBytes = Field(alias="hash", exclude=True)

    @property
    def txn_hash(self) -> HexBytes:
        return self.canonical_hash

    def serialize_transaction(self) -> bytes:
        raise SignatureError("L1 requests this transaction; it cannot be signed or sent.")


class ReceiptOnChain(Receipt):
    """A receipt, with what the chain says about the way to L1."""

    l1_batch_number: int | None = None
    """None until the block is in a batch."""
    l1_batch_tx_index: int | None = None
    l2_to_l1_logs: list[dict[str, Any]] = Field(default_factory=list)

    def _await_sender_nonce_increment(self) -> None:
        # L1 numbers its requests by itself: no account's nonce moves.
        if self.transaction.type not in TYPES_FROM_L1:
            super()._await_sender_nonce_increment()  # type: ignore[no-untyped-call]


class Garter(Ethereum):
    """The ecosystem ``garter``."""

    @property
    def config(self) -> GarterConfig:  # type: ignore[override]
        return cast("GarterConfig", self.config_manager.get_config("garter"))

    @property
    def default_transaction_type(self) -> TransactionType:
        return TransactionType.DYNAMIC

    def create_transaction(self, **kwargs: Any) -> Any:
        if _number(kwargs.get("type")) not in TYPES_FROM_L1:
            return super().create_transaction(**kwargs)
        data = kwargs.get("input", kwargs.get("data")) or b""
        return TransactionFromL1.model_validate(
            {
                "hash": kwargs.get("hash", kwargs.get("transactionHash")),
                "type": _number(kwargs["type"]),
                "chainId": _number(kwargs.get("chainId")),
                "from": kwargs.get("from"),
                "to": kwargs.get("to"),
                "nonce": _number(kwargs.get("nonce")),
                "value": _number(kwargs.get("value")) or 0,
                "gas": _number(kwargs.get("gas")) or 0,
                "data": data,
                "maxFeePerGas": _number(kwargs.get("maxFeePerGas", kwargs.get("gasPrice"))),
                "maxPriorityFeePerGas": 0,
                "required_confirmations": 0,
            }
        )

    def decode_receipt(self, data: dict[str, Any]) -> ReceiptOnChain:
        receipt = super().decode_receipt(data)
        fields = {name: getattr(receipt, name) for name in type(receipt).model_fields}
        decoded = ReceiptOnChain.model_validate(
            {
                **fields,
                "l1_batch_number": _number(data.get("l1BatchNumber")),
                "l1_batch_tx_index": _number(data.get("l1BatchTxIndex")),
                "l2_to_l1_logs": [dict(log) for log in data.get("l2ToL1Logs") or []],
            }
        )
        if receipt.error is not None:
            decoded.error = receipt.error
        return decoded


def _number(value: Any) -> int | None:
    """JSON-RPC has hex, web3 has int for the fields that it knows."""
    return int(value, 16) if isinstance(value, str) else value
