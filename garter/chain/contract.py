"""A contract at an address: ``vault.assetId(t)`` reads, ``vault.register(t, sender=s)`` sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError
from eth_utils.address import to_checksum_address

from garter.build.artifacts import load_artifact
from garter.chain.abi import Abi, abi_of, decode_values
from garter.chain.sender import DEFAULT_GAS, Receipt, wait_for_receipt
from garter.exceptions import ContractReverted, RpcResponseError, UnexpectedAnswer
from garter.protocol.abi import canonical_type

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from garter.chain.rpc import Rpc
    from garter.chain.sender import Sender


@dataclass(frozen=True, slots=True)
class Event:
    """A decoded log."""

    address: str
    name: str
    inputs: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.inputs[name]
        except KeyError:
            raise AttributeError(name) from None


class Contract:
    """Calls and transactions by ABI name.

    Any ABI function is an attribute. Called without ``sender`` it is an ``eth_call`` whose decoded
    result is returned; with ``sender`` it is a transaction whose Receipt is returned after it is
    mined. Both raise ContractReverted with the decoded error.
    """

    def __init__(self, rpc: Rpc, address: str, abi: Abi, name: str = "contract"):
        self.rpc = rpc
        self.address = to_checksum_address(address) if address else address
        self.abi = abi
        self.name = name

    @classmethod
    def at(cls, rpc: Rpc, address: str, artifact: str) -> Contract:
        """The contract at ``address`` under the ABI of the compiled contract ``artifact``."""
        return cls(rpc, address, abi_of(artifact), artifact)

    @classmethod
    def deploy(
        cls, rpc: Rpc, artifact: str, *arguments: Any, sender: Sender, value: int = 0
    ) -> Contract:
        """Deploy with a plain creation transaction (tests; plans use CREATE2)."""
        abi = abi_of(artifact)
        data = load_artifact(artifact).init_code_bytes + abi.encode_constructor(arguments)
        unplaced = cls(rpc, "", abi, artifact)
        receipt = unplaced._send(f"{artifact}()", None, data, sender, value, DEFAULT_GAS)
        assert receipt.contract_address is not None
        return cls.at(rpc, receipt.contract_address, artifact)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self.abi.functions:
            raise AttributeError(f"{self.name} has no function {name}")

        def invoke(*arguments: Any, **options: Any) -> Any:
            if "sender" in options:
                return self.transact(name, arguments, **options)
            return self.call(name, arguments, **options)

        return invoke

    def __repr__(self) -> str:
        return f"<{self.name} {self.address}>"

    def call(
        self,
        name: str,
        arguments: Sequence[Any] = (),
        *,
        caller: Any = None,
        value: int = 0,
        block: str = "latest",
    ) -> Any:
        """Simulate, from ``caller`` if given, and return the decoded result."""
        data = self.abi.encode_call(name, arguments)
        request = {"to": self.address, "data": "0x" + data.hex(), "value": hex(value)}
        if caller is not None:
            request["from"] = getattr(caller, "address", caller)
        answer = self._eth_call(f"{self.name}.{name}", request, block)
        try:
            return self.abi.decode_result(name, arguments, answer)
        except DecodingError:
            raise UnexpectedAnswer(f"{self.name}.{name}", self.address, answer) from None

    def transact(
        self,
        name: str,
        arguments: Sequence[Any] = (),
        *,
        sender: Sender,
        value: int = 0,
        gas: int = DEFAULT_GAS,
    ) -> Receipt:
        """Send, wait, and return the receipt."""
        data = self.abi.encode_call(name, arguments)
        return self._send(f"{self.name}.{name}", self.address, data, sender, value, gas)

    def send_raw(
        self, data: bytes, *, sender: Sender, value: int = 0, gas: int = DEFAULT_GAS
    ) -> Receipt:
        """Send arbitrary calldata (fallbacks, malformed input)."""
        return self._send(f"{self.name}.fallback", self.address, data, sender, value, gas)

    def calldata(self, name: str, *arguments: Any) -> bytes:
        """What a call of ``name`` would carry."""
        return self.abi.encode_call(name, arguments)

    def events(self, receipt: Receipt, name: str | None = None) -> list[Event]:
        """This contract's decoded events in ``receipt``, optionally only those called ``name``."""
        found = [
            decode_event(self.abi, log)
            for log in receipt.logs
            if log["address"].lower() == self.address.lower()
        ]
        return [e for e in found if e is not None and name in (None, e.name)]

    # --- inside ---

    def _send(
        self, what: str, to: str | None, data: bytes, sender: Sender, value: int, gas: int
    ) -> Receipt:
        try:
            tx_hash = sender.send(self.rpc, to=to, data=data, value=value, gas=gas)
        except RpcResponseError as err:
            self._raise_revert(what, err)
            raise
        receipt = wait_for_receipt(self.rpc, tx_hash)
        if not receipt.ok:
            request = {
                "from": sender.address,
                "data": "0x" + data.hex(),
                "value": hex(value),
                "gas": hex(gas),
            }
            if to is not None:
                request["to"] = to
            # Replayed on the parent block: exact while nothing else shares the block.
            self._eth_call(what, request, hex(receipt.block_number - 1))
            raise ContractReverted(f"{what} ({receipt.hash})", "OutOfGas")
        return receipt

    def _eth_call(self, what: str, request: dict[str, str], block: str) -> bytes:
        try:
            answer: str = self.rpc.call("eth_call", request, block)
        except RpcResponseError as err:
            self._raise_revert(what, err)
            raise
        return bytes.fromhex(answer[2:])

    def _raise_revert(self, what: str, err: RpcResponseError) -> None:
        if not is_revert(err):
            return
        data = bytes.fromhex(err.data[2:]) if isinstance(err.data, str) else b""
        decoded = self.abi.decode_error(data)
        if decoded is None:
            raise ContractReverted(what, "", data=data) from None
        raise ContractReverted(
            what, decoded.name, tuple(decoded.inputs.values()), data, decoded.inputs
        ) from None


def is_revert(err: RpcResponseError) -> bool:
    """Whether a node's error means that the EVM reverted (not that the request was bad)."""
    return err.code == 3 or "revert" in err.message.lower()


def decode_event(abi: Abi, log: dict[str, Any]) -> Event | None:
    """The event in a raw log, or None when the ABI does not know its topic."""
    topics = [bytes.fromhex(t[2:]) for t in log["topics"]]
    entry = abi.events.get(topics[0]) if topics else None
    if entry is None:
        return None
    indexed = [i for i in entry["inputs"] if i["indexed"]]
    plain = [i for i in entry["inputs"] if not i["indexed"]]
    values = dict(
        zip(
            [i["name"] for i in plain],
            decode_values(plain, bytes.fromhex(log["data"][2:])),
            strict=True,
        )
    )
    for parameter, topic in zip(indexed, topics[1:], strict=True):
        static = (
            canonical_type(parameter) not in ("bytes", "string") and "[" not in parameter["type"]
        )
        values[parameter["name"]] = (
            decode_values([parameter], topic)[0] if static else decode(["bytes32"], topic)[0]
        )
    ordered = {i["name"]: values[i["name"]] for i in entry["inputs"]}
    return Event(log["address"], entry["name"], ordered)
