"""L1 to L2 transactions: encoding, hash, price and validity, as ZKsync OS has them.

No overhead is taken off the gas limit, and factory dependencies cost nothing. Mirrors
``contracts/lib/transactions.vy``; source: Messaging, TransactionValidator, ZKChainBase, Mailbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from garter.exceptions import (
    FeeParametersUnusable,
    InvalidUpgradeTxn,
    PubdataGreaterThanLimit,
    TooMuchGas,
    ValidateTxnNotEnoughGas,
)
from garter.protocol import constants
from garter.protocol.aliasing import apply_l1_to_l2_alias
from garter.protocol.codec import abi_decode
from garter.protocol.hashing import keccak256
from garter.protocol.words import Address, address_bytes, fixed_bytes, word

TRANSACTION_TYPE = (
    "(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,"
    "uint256[4],bytes,bytes,uint256[],bytes,bytes)"
)
_HEAD = 19  # words


@dataclass(frozen=True, slots=True)
class L2CanonicalTransaction:
    """A priority or upgrade transaction. Field order is the wire format."""

    tx_type: int
    sender: int
    """``from`` on the wire."""
    to: int
    gas_limit: int
    gas_per_pubdata: int
    max_fee_per_gas: int
    """Base token units; 0 for the protocol's own transactions."""
    max_priority_fee_per_gas: int
    paymaster: int
    nonce: int
    """Number of the operation; of an upgrade, the new minor version."""
    value: int
    """Base token units."""
    reserved: tuple[int, int, int, int]
    """Minted amount, refund recipient, 0, 0."""
    data: bytes
    signature: bytes = b""
    factory_deps: tuple[bytes, ...] = ()
    """Hashes of 32 bytes. ZKsync OS has none."""
    paymaster_input: bytes = b""
    reserved_dynamic: bytes = b""

    def encode(self) -> bytes:
        """ABI encoding as one argument: offset word, head, tails. Raises EncodingError."""
        head = [
            word(number)
            for number in (
                self.tx_type,
                self.sender,
                self.to,
                self.gas_limit,
                self.gas_per_pubdata,
                self.max_fee_per_gas,
                self.max_priority_fee_per_gas,
                self.paymaster,
                self.nonce,
                self.value,
                *self.reserved,
            )
        ]
        tails = [
            _bytes_tail(self.data),
            _bytes_tail(self.signature),
            word(len(self.factory_deps)) + b"".join(fixed_bytes(h, 32) for h in self.factory_deps),
            _bytes_tail(self.paymaster_input),
            _bytes_tail(self.reserved_dynamic),
        ]
        offset = 32 * _HEAD
        for tail in tails:
            head.append(word(offset))
            offset += len(tail)
        return b"".join((word(32), *head, *tails))

    @classmethod
    def decode(cls, data: bytes) -> L2CanonicalTransaction:
        """From its ABI encoding as one argument. Raises EncodingError."""
        [fields] = abi_decode([TRANSACTION_TYPE], data)
        return cls.from_tuple(fields)

    @classmethod
    def from_tuple(cls, fields: tuple[Any, ...]) -> L2CanonicalTransaction:
        """From the fields of a decoded event or call."""
        values = list(fields)
        values[10] = tuple(fields[10])
        values[13] = tuple(word(dependency) for dependency in fields[13])
        return cls(*values)

    @property
    def hash(self) -> bytes:
        """The canonical hash, on L1 as on L2."""
        return keccak256(self.encode())


def _bytes_tail(data: bytes) -> bytes:
    return word(len(data)) + data + bytes(-len(data) % 32)


def encoded_length(data_length: int) -> int:
    """Bytes of the encoding of a transaction whose other dynamic fields are empty."""
    return 32 * (25 + (data_length + 31) // 32)


# --- what becomes of a request --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PriorityRequest:
    """A request as a chain's mailbox gets it (``BridgehubL2TransactionRequest``)."""

    sender: Address
    contract_l2: Address
    mint_value: int
    """Base token units, of which gas is paid and ``l2_value`` is sent."""
    l2_value: int
    l2_calldata: bytes
    l2_gas_limit: int
    refund_recipient: Address

    def transaction(
        self,
        number: int,
        l2_gas_price: int,
        *,
        sender_is_contract: bool,
        refund_recipient_has_code: bool,
        gas_per_pubdata: int = constants.REQUIRED_GAS_PER_PUBDATA,
    ) -> L2CanonicalTransaction:
        """The priority operation ``number``. Contracts are aliased, delegated accounts are not."""
        sender, refund = address_bytes(self.sender), address_bytes(self.refund_recipient)
        if not any(refund):
            refund, refund_recipient_has_code = sender, sender_is_contract
        if sender_is_contract:
            sender = address_bytes(apply_l1_to_l2_alias(sender))
        if refund_recipient_has_code:
            refund = address_bytes(apply_l1_to_l2_alias(refund))
        return L2CanonicalTransaction(
            tx_type=constants.PRIORITY_TX_TYPE,
            sender=int.from_bytes(sender, "big"),
            to=int.from_bytes(address_bytes(self.contract_l2), "big"),
            gas_limit=self.l2_gas_limit,
            gas_per_pubdata=gas_per_pubdata,
            max_fee_per_gas=l2_gas_price,
            max_priority_fee_per_gas=0,
            paymaster=0,
            nonce=number,
            value=self.l2_value,
            reserved=(self.mint_value, int.from_bytes(refund, "big"), 0, 0),
            data=self.l2_calldata,
        )


# --- price ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeeParams:
    """How a chain prices L1 to L2 transactions; the defaults are a new chain's."""

    pubdata_pricing_mode: int = constants.PRICING_ROLLUP
    batch_overhead_l1_gas: int = constants.DEFAULT_BATCH_OVERHEAD_L1_GAS
    max_pubdata_per_batch: int = constants.DEFAULT_MAX_PUBDATA_PER_BATCH
    """Bytes."""
    max_l2_gas_per_batch: int = constants.DEFAULT_MAX_L2_GAS_PER_BATCH
    priority_tx_max_pubdata: int = constants.DEFAULT_PRIORITY_TX_MAX_PUBDATA
    """Bytes."""
    minimal_l2_gas_price: int = constants.DEFAULT_MINIMAL_L2_GAS_PRICE
    """Base token units."""


def l2_gas_price(
    params: FeeParams,
    nominator: int,
    denominator: int,
    l1_gas_price: int,
    gas_per_pubdata: int = constants.REQUIRED_GAS_PER_PUBDATA,
) -> int:
    """Price of L2 gas in an L1 to L2 transaction, in base token units.

    ``nominator / denominator`` turns wei into base token units. Raises FeeParametersUnusable.
    """
    for name, divisor in (
        ("the denominator", denominator),
        ("maxPubdataPerBatch", params.max_pubdata_per_batch),
        ("maxL2GasPerBatch", params.max_l2_gas_per_batch),
        ("gasPerPubdata", gas_per_pubdata),
    ):
        if divisor == 0:
            raise FeeParametersUnusable(name)
    l1_price = l1_gas_price * nominator // denominator
    is_rollup = params.pubdata_pricing_mode == constants.PRICING_ROLLUP
    pubdata_price = constants.L1_GAS_PER_PUBDATA_BYTE * l1_price if is_rollup else 0
    overhead = params.batch_overhead_l1_gas * l1_price
    full_pubdata_price = pubdata_price + overhead // params.max_pubdata_per_batch
    gas_price = params.minimal_l2_gas_price + overhead // params.max_l2_gas_per_batch
    return max(gas_price, -(-full_pubdata_price // gas_per_pubdata))


def base_cost(price: int, gas_limit: int) -> int:
    """What a request must bring at least, besides the value it sends. Base token units."""
    return price * gas_limit


# --- validity -------------------------------------------------------------------------------------


def minimal_gas(encoding: int, data_length: int, gas_per_pubdata: int, max_fee_per_gas: int) -> int:
    """The least gas limit with which a priority transaction can be processed at all.

    ``encoding`` is the length of its ABI encoding in bytes; ``max_fee_per_gas`` is 0 for the
    protocol's own transactions.
    """
    rounds = max(1, -(-encoding // 136))
    native = (
        constants.STATIC_NATIVE
        + rounds * constants.ENCODING_NATIVE
        + data_length * constants.CALLDATA_NATIVE
    )
    if max_fee_per_gas == 0:
        gas_for_native = native // constants.FREE_TX_NATIVE_PER_GAS
    else:
        gas_for_native = native * constants.NATIVE_PRICE // max_fee_per_gas
    return max(
        constants.INTRINSIC_L2_GAS + constants.CALLDATA_L2_GAS * data_length,
        gas_for_native + constants.INTRINSIC_PUBDATA * gas_per_pubdata,
    )


def validate(
    gas_limit: int,
    gas_per_pubdata: int,
    max_fee_per_gas: int,
    data_length: int,
    max_gas_limit: int,
    max_pubdata: int,
) -> None:
    """Refuse a priority transaction that a batch could not hold or that could not pay for itself.

    Raises TooMuchGas, PubdataGreaterThanLimit or ValidateTxnNotEnoughGas.
    """
    if gas_limit > max_gas_limit:
        raise TooMuchGas(gas_limit, max_gas_limit)
    pubdata = gas_limit // gas_per_pubdata
    if pubdata > max_pubdata:
        raise PubdataGreaterThanLimit(max_pubdata, pubdata)
    minimum = minimal_gas(
        encoded_length(data_length), data_length, gas_per_pubdata, max_fee_per_gas
    )
    if minimum > gas_limit:
        raise ValidateTxnNotEnoughGas(gas_limit, minimum)


def validate_upgrade(transaction: L2CanonicalTransaction) -> None:
    """Refuse an upgrade transaction that is not a free call from a system address.

    Raises InvalidUpgradeTxn with the number of the first field that is wrong.
    """
    t = transaction
    checks = (
        ("sender", t.sender >= 2**16),
        ("to", t.to >= 2**160),
        ("paymaster", t.paymaster),
        ("value", t.value),
        ("maxFeePerGas", t.max_fee_per_gas),
        ("maxPriorityFeePerGas", t.max_priority_fee_per_gas),
        ("reserved[0]", t.reserved[0]),
        ("reserved[1]", t.reserved[1] >= 2**160),
        ("reserved[2]", t.reserved[2]),
        ("reserved[3]", t.reserved[3]),
        ("signature", t.signature),
        ("paymasterInput", t.paymaster_input),
        ("reservedDynamic", t.reserved_dynamic),
    )
    for number, (field, wrong) in enumerate(checks):
        if wrong:
            raise InvalidUpgradeTxn(number, field)
