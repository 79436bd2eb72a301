"""Interop bundles: encoding, hash, and the message that carries one.

Source: Messaging, InteropCenter, InteropHandler, InteropDataEncoding.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from garter.exceptions import EncodingError
from garter.protocol.codec import abi_decode, abi_encode
from garter.protocol.hashing import keccak256, selector
from garter.protocol.words import Address, address_bytes, fixed_bytes, word

BUNDLE_VERSION = b"\1"
CALL_VERSION = b"\1"
BUNDLE_IDENTIFIER = b"\1"
"""First byte of the L2 to L1 message that carries a bundle."""

CALL_TYPE = "(bytes1,bool,address,address,uint256,bytes)"
BUNDLE_TYPE = f"(bytes1,uint256,uint256,bytes32,bytes32,{CALL_TYPE}[],(bytes,bytes,bool))"

INTEROP_CALL_VALUE = selector("interopCallValue(uint256)")
INDIRECT_CALL = selector("indirectCall(uint256)")
EXECUTION_ADDRESS = selector("executionAddress(bytes)")
UNBUNDLER_ADDRESS = selector("unbundlerAddress(bytes)")
USE_FIXED_FEE = selector("useFixedFee(bool)")


@dataclass(frozen=True, slots=True)
class InteropCall:
    """One call of a bundle."""

    to: Address
    sender: Address
    """``from`` on the wire: the caller on the source chain, which the recipient is told."""
    value: int
    """Base token units of the destination."""
    data: bytes
    shadow_account: bool = False
    version: bytes = CALL_VERSION

    def fields(self) -> tuple[bytes, bool, bytes, bytes, int, bytes]:
        """In the order of the wire."""
        to, sender = address_bytes(self.to), address_bytes(self.sender)
        return self.version, self.shadow_account, to, sender, self.value, self.data


@dataclass(frozen=True, slots=True)
class BundleAttributes:
    """Who may execute and take apart a bundle (interoperable addresses), and how it is paid."""

    execution_address: bytes = b""
    """Empty: anybody."""
    unbundler_address: bytes = b""
    use_fixed_fee: bool = False


@dataclass(frozen=True, slots=True)
class InteropBundle:
    """Calls that are executed together on another chain."""

    source_chain_id: int
    destination_chain_id: int
    destination_base_token_asset_id: bytes
    salt: bytes
    calls: tuple[InteropCall, ...]
    attributes: BundleAttributes = field(default_factory=BundleAttributes)
    version: bytes = BUNDLE_VERSION

    def encode(self) -> bytes:
        """ABI encoding as one argument. Raises EncodingError."""
        a = self.attributes
        fields = (
            self.version,
            self.source_chain_id,
            self.destination_chain_id,
            self.destination_base_token_asset_id,
            self.salt,
            [call.fields() for call in self.calls],
            (a.execution_address, a.unbundler_address, a.use_fixed_fee),
        )
        return abi_encode([BUNDLE_TYPE], [fields])

    @classmethod
    def decode(cls, data: bytes) -> InteropBundle:
        """From its ABI encoding as one argument. Raises EncodingError."""
        [fields] = abi_decode([BUNDLE_TYPE], data)
        version, source, destination, base_token, salt, calls, attributes = fields
        return cls(
            source,
            destination,
            base_token,
            salt,
            tuple(
                InteropCall(to, sender, value, payload, shadow, call_version)
                for call_version, shadow, to, sender, value, payload in calls
            ),
            BundleAttributes(*attributes),
            version,
        )

    @property
    def hash(self) -> bytes:
        """What a destination knows the bundle by."""
        return bundle_hash(self.source_chain_id, self.encode())

    @property
    def message(self) -> bytes:
        """The L2 to L1 message that carries the bundle."""
        return BUNDLE_IDENTIFIER + self.encode()


def decode_bundle_message(message: bytes) -> InteropBundle:
    """The bundle in an L2 to L1 message of the interop center. Raises EncodingError."""
    if message[:1] != BUNDLE_IDENTIFIER:
        raise EncodingError(f"A message that begins with 0x{message[:1].hex()} is no bundle.")
    return InteropBundle.decode(message[1:])


def bundle_hash(source_chain_id: int, encoded: bytes) -> bytes:
    """Hash of an encoded bundle."""
    return keccak256(abi_encode(["uint256", "bytes"], [source_chain_id, encoded]))


def bundle_salt(sender: Address, nonce: int) -> bytes:
    """Salt of a sender's bundle number ``nonce``, which begins at 0."""
    return keccak256(address_bytes(sender) + word(nonce))


def call_id(bundle: bytes, index: int) -> bytes:
    """Id under which call ``index`` of a bundle (its hash) is sent and received."""
    return keccak256(fixed_bytes(bundle, 32) + word(index))


# --- attributes of a message: a selector and ABI-encoded arguments --------------------------------


def interop_call_value(amount: int) -> bytes:
    """Base token units of the destination that the call brings."""
    return INTEROP_CALL_VALUE + word(amount)


def indirect_call(amount: int) -> bytes:
    """The recipient on this chain makes the call, and is sent ``amount`` of base token for it."""
    return INDIRECT_CALL + word(amount)


def execution_address(interop_address: bytes) -> bytes:
    """Only this account may execute the bundle."""
    return EXECUTION_ADDRESS + abi_encode(["bytes"], [interop_address])


def unbundler_address(interop_address: bytes) -> bytes:
    """This account, not the sender, may take the bundle apart."""
    return UNBUNDLER_ADDRESS + abi_encode(["bytes"], [interop_address])


def use_fixed_fee(yes: bool) -> bytes:
    """Pay in ZK, at the fixed price a call."""
    return USE_FIXED_FEE + word(int(yes))
