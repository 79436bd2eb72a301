"""One exception tree. A class owns its message, takes typed values and names the remedy.

``GarterError`` is what a command prints and exits 1 on; anything else is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class GarterError(Exception):
    """Base of every error that a user of Garter can cause or meet."""


# --- protocol: pure encodings and trees -------------------------------------------------------


class EncodingError(GarterError):
    """Bytes that are not what the protocol says they are, or values that cannot be encoded."""


class BadTransferDataLength(EncodingError):
    """Deposit data too short for a version and an asset id."""

    def __init__(self, length: int):
        self.length = length
        super().__init__(f"Deposit data of {length} bytes; a version and an asset id need 33.")


class UnsupportedEncodingVersion(EncodingError):
    """A version byte that means nothing here."""

    def __init__(self, version: int):
        self.version = version
        super().__init__(f"Encoding version {version:#04x} is unknown here.")


class EmptyData(EncodingError):
    """No bytes where some are needed."""

    def __init__(self, what: str):
        super().__init__(f"There is no {what}.")


class InvalidNTVBurnData(EncodingError):
    """Burn data of another length than the vault's."""

    def __init__(self, length: int):
        self.length = length
        super().__init__(f"The token vault's burn data has 96 bytes, not {length}.")


class IncorrectTokenAddressFromNTV(EncodingError):
    """A token that is not the asset's on this chain."""

    def __init__(self, asset_id: bytes, token: str):
        self.asset_id, self.token = asset_id, token
        super().__init__(f"{token} is not the token of asset 0x{asset_id.hex()} on this chain.")


class AssetIdMismatch(EncodingError):
    """An asset id that belongs to another token."""

    def __init__(self, expected: bytes, supplied: bytes):
        self.expected, self.supplied = expected, supplied
        super().__init__(f"Asset id 0x{supplied.hex()} where 0x{expected.hex()} is right.")


class L2WithdrawalMessageWrongLength(EncodingError):
    """A base token withdrawal that is too short."""

    def __init__(self, length: int):
        self.length = length
        super().__init__(f"A base token withdrawal has 56 bytes or more, not {length}.")


class WrongMsgLength(EncodingError):
    """A message of an asset router that is too short."""

    def __init__(self, expected: int, length: int):
        self.expected, self.length = expected, length
        super().__init__(f"A message of {length} bytes where {expected} are the least.")


class InvalidFunctionSignature(EncodingError):
    """A message that begins with another selector."""

    def __init__(self, selector: bytes):
        self.selector = selector
        super().__init__(f"The message begins with 0x{selector.hex()}.")


class InteroperableAddressParsingError(EncodingError):
    """Bytes that are no ERC-7930 address of an EVM chain."""

    def __init__(self, data: bytes):
        self.data = data
        super().__init__(f"0x{data.hex()} is not an interoperable address of an EVM chain.")


class TransactionRefused(GarterError):
    """An L1 to L2 transaction that no chain would take."""


class TooMuchGas(TransactionRefused):
    """A gas limit above the chain's."""

    def __init__(self, gas_limit: int, maximum: int):
        self.gas_limit, self.maximum = gas_limit, maximum
        super().__init__(f"Gas limit {gas_limit} exceeds the chain's {maximum}. Lower it.")


class PubdataGreaterThanLimit(TransactionRefused):
    """A gas limit that could buy more pubdata than a batch holds."""

    def __init__(self, limit: int, pubdata: int):
        self.limit, self.pubdata = limit, pubdata
        super().__init__(
            f"The gas limit buys {pubdata} bytes of pubdata and {limit} are allowed. Lower it."
        )


class ValidateTxnNotEnoughGas(TransactionRefused):
    """A gas limit below what processing the transaction costs at least."""

    def __init__(self, gas_limit: int, minimum: int):
        self.gas_limit, self.minimum = gas_limit, minimum
        super().__init__(f"Gas limit {gas_limit} is below the minimum of {minimum}. Raise it.")


class InvalidUpgradeTxn(TransactionRefused):
    """An upgrade transaction that is not a free call from a system address."""

    def __init__(self, parameter: int, field: str):
        self.parameter, self.field = parameter, field
        super().__init__(f"An upgrade transaction may not have this {field}.")


class FeeParametersUnusable(TransactionRefused):
    """Fee parameters that divide by zero."""

    def __init__(self, field: str):
        super().__init__(f"{field} is 0, so no price follows. The chain's admin must set it.")


class ProofError(GarterError):
    """A Merkle path or proof that is malformed (not merely wrong).

    Subclasses are called like the custom error that the contracts raise for the same fault.
    """


class MerklePathEmpty(ProofError):
    """A proof without words, or a range without a path in a tree of more than one leaf."""

    def __init__(self) -> None:
        super().__init__("The Merkle path is empty. Ask for the proof again.")


class MerklePathOutOfBounds(ProofError):
    """A path longer than any tree, or a proof shorter than its metadata says."""

    def __init__(self, words: int, limit: int):
        self.words, self.limit = words, limit
        super().__init__(f"A Merkle path of {words} words where {limit} are the limit.")


class MerkleIndexOutOfBounds(ProofError):
    """An index beyond the leaves that a path of this length can lead to."""

    def __init__(self, index: int, height: int):
        self.index, self.height = index, height
        super().__init__(f"Leaf {index} does not exist in a tree of height {height}.")


class MerklePathLengthMismatch(ProofError):
    """The two paths of a range differ in length."""

    def __init__(self, length: int, expected: int):
        self.length, self.expected = length, expected
        super().__init__(f"The paths of a range have {length} and {expected} words.")


class MerkleNothingToProve(ProofError):
    """No leaves."""

    def __init__(self) -> None:
        super().__init__("There is no leaf to prove.")


class MerkleIndexOrHeightMismatch(ProofError):
    """A range that exceeds its tree."""

    def __init__(self, start: int, count: int, height: int):
        self.start, self.count, self.height = start, count, height
        super().__init__(f"Leaves {start} to {start + count - 1} exceed a tree of height {height}.")


class MerkleWrongIndex(ProofError):
    """An index beyond the last leaf of a tree."""

    def __init__(self, index: int, last: int):
        self.index, self.last = index, last
        super().__init__(f"Leaf {index} does not exist; the last one is {last}.")


class HashedLogIsDefault(ProofError):
    """A proof of the leaf that stands for no log."""

    def __init__(self) -> None:
        super().__init__("The leaf is the one of an absent log, which proves nothing.")


class UnsupportedProofMetadataVersion(ProofError):
    """A proof in a format that this version does not know."""

    def __init__(self, version: int):
        self.version = version
        super().__init__(f"The proof's metadata has version {version}, not 1.")


class InvalidProofLengthForFinalNode(ProofError):
    """A proof that ends at a batch root, but has words left."""

    def __init__(self) -> None:
        super().__init__("The proof is final, yet it has a batch path or words left over.")


class DepthMoreThanOneForRecursiveMerkleProof(ProofError):
    """A proof through more than one settlement layer."""

    def __init__(self) -> None:
        super().__init__("The proof leads through more than one settlement layer.")


class InvalidCommitment(ProofError):
    """Sides and number of leaves that do not belong to one tree."""

    def __init__(self, leaves: int, sides: int):
        self.leaves, self.sides = leaves, sides
        super().__init__(f"{sides} sides do not describe a tree of {leaves} leaves.")


class NotHistoricalRoot(ProofError):
    """Priority operations proved against a root that the chain's tree never had."""

    def __init__(self, root: bytes):
        self.root = root
        super().__init__(
            f"0x{root.hex()} was never the root of the priority tree."
            " Build the proof from the operations that the chain's contract recorded."
        )


class InvalidStartIndex(ProofError):
    """A priority tree that began at another operation."""

    def __init__(self, known: int, given: int):
        self.known, self.given = known, given
        super().__init__(f"The priority tree starts at {known}, the commitment at {given}.")


class InvalidUnprocessedIndex(ProofError):
    """A priority tree that is behind what was already processed here."""

    def __init__(self, known: int, given: int):
        self.known, self.given = known, given
        super().__init__(f"{known} operations are processed here, {given} in the commitment.")


class InvalidNextLeafIndex(ProofError):
    """A priority tree with operations that this layer does not know, or lacking some it knows."""

    def __init__(self, known: int, given: int):
        self.known, self.given = known, given
        super().__init__(f"{known} operations are known here, {given} in the commitment.")


# --- SNARKs ------------------------------------------------------------------------------------


class SnarkRefused(GarterError):
    """A PLONK or FFLONK proof that does not prove its public input under its key."""


class SnarkMalformed(SnarkRefused):
    """Words that no proof can have: a length, a number out of range, a point off the curve."""

    def __init__(self, what: str, value: object, problem: str):
        self.what, self.value, self.problem = what, value, problem
        shown = f"{value:#x}" if isinstance(value, int) else str(value)
        super().__init__(f"{what} = {shown}: {problem}. Ask the prover for the proof again.")


class SnarkIdentityBroken(SnarkRefused):
    """The polynomials, opened at the challenge, do not fulfil the circuit's identity."""

    def __init__(self, claimed: int, computed: int):
        self.claimed, self.computed = claimed, computed
        super().__init__(
            f"The quotient t(z) Z_H(z) is {claimed:#x} and the identity asks for {computed:#x}: the"
            " public input, an evaluation or a commitment before it was changed, or the proof was"
            " made for another key."
        )


class SnarkPairingFailed(SnarkRefused):
    """The commitments do not open to the values claimed."""

    def __init__(self) -> None:
        super().__init__(
            "The pairing is not 1, so the commitments do not open to the values in the proof: an"
            " opening or a commitment was changed, or key or trusted setup is another."
        )


class SnarkHintWrong(SnarkRefused):
    """The last word of a FFLONK proof is not the inverse that it should be."""

    def __init__(self, hint: int, product: int):
        self.hint, self.product = hint, product
        super().__init__(
            f"The last word is {hint:#x}, not the inverse of the Lagrange denominators' product"
            f" {product:#x}: a word of the proof or the public input was changed, or the proof was"
            " made for another key."
        )


class InvalidKey(GarterError):
    """A verification key's file that cannot be used."""

    def __init__(self, source: str, problem: str, remedy: str):
        self.source, self.problem = source, problem
        super().__init__(f"{source}: {problem}. {remedy}.")


# --- configuration and input -------------------------------------------------------------------


class InvalidInput(GarterError):
    """A value given by the user is unusable."""

    def __init__(self, field: str, value: object, problem: str, remedy: str):
        self.field, self.value, self.problem, self.remedy = field, value, problem, remedy
        super().__init__(f"{field} = {value!r}: {problem}. {remedy}.")


# --- build ---------------------------------------------------------------------------------------


class CompileFailed(GarterError):
    """Vyper refused one or more sources; ``failures`` maps each to the compiler's message."""

    def __init__(self, failures: Mapping[str, str]):
        self.failures = dict(failures)
        super().__init__(
            "\n\n".join(f"{source} does not compile:\n{why}" for source, why in failures.items())
        )


class FallbackMismatch(GarterError):
    """A docstring's ``@custom:fallback`` promises what the contract does not do."""

    def __init__(self, problem: str, remedy: str):
        super().__init__(f"@custom:fallback: {problem}. {remedy}.")


class ArtifactMissing(GarterError):
    """A contract was asked for that the build does not hold."""

    def __init__(self, name: str):
        super().__init__(f"No compiled contract named {name!r}. Run `garter compile`.")


# --- talking to a node ---------------------------------------------------------------------------


class RpcError(GarterError):
    """Base of everything that goes wrong between us and a node."""


class RpcUnavailable(RpcError):
    """The node does not answer."""

    def __init__(self, url: str, reason: str):
        self.url = url
        super().__init__(
            f"No answer from the node at {url} ({reason}). Check that it runs"
            " (`garter network status` for a local one) and that the address is right."
        )


class RpcRateLimited(RpcError):
    """The node keeps answering 429."""

    def __init__(self, url: str, attempts: int):
        super().__init__(
            f"The node at {url} refused {attempts} attempts with HTTP 429 (too many requests)."
            " Wait, or use an endpoint with a higher limit; a re-run continues where this stopped."
        )


class RpcResponseError(RpcError):
    """The node answered with a JSON-RPC error."""

    def __init__(self, method: str, code: int, message: str, data: Any = None):
        self.method, self.code, self.message, self.data = method, code, message, data
        super().__init__(f"{method}: {message} (code {code})")


class TransactionPending(RpcError):
    """A transaction was sent, but no block has it yet."""

    def __init__(self, tx_hash: str, url: str, timeout: float):
        super().__init__(
            f"Transaction {tx_hash} was not mined within {timeout:g} s (node {url}). It may still"
            " be: run the command again later, it continues from what the chain then shows."
        )


class AccountBusy(RpcError):
    """Transactions of an account wait to be mined, and do not get there."""

    def __init__(self, account: str, waiting: int, timeout: float):
        super().__init__(
            f"{waiting} transactions of {account} have waited for {timeout:g} s to be mined."
            " Wait for them or replace them with better paid ones, then run the command again."
        )


class TransactionReplaced(RpcError):
    """Another transaction of the same account took the nonce; this one can never be mined."""

    def __init__(self, tx_hash: str, sender: str, nonce: int):
        self.tx_hash, self.sender, self.nonce = tx_hash, sender, nonce
        super().__init__(
            f"Transaction {tx_hash} was replaced: {sender} used its nonce {nonce} for another one."
        )


class UnexpectedAnswer(GarterError):
    """A call came back with something that its ABI does not allow."""

    def __init__(self, what: str, address: str, data: bytes):
        super().__init__(
            f"{what} at {address} answered "
            + (f"0x{data.hex()[:80]}" if data else "nothing")
            + ": there is no such contract there. Check the address, and that the node is the"
            " right chain."
        )


class ContractReverted(GarterError):
    """A call or transaction reverted.

    ``name`` is the custom error, ``Error`` for a string, or "" when no data came back;
    ``arguments`` are its decoded inputs in order.
    """

    def __init__(
        self,
        what: str,
        name: str,
        arguments: Sequence[Any] = (),
        data: bytes = b"",
        inputs: Mapping[str, Any] | None = None,
    ):
        self.what, self.name, self.arguments, self.data = what, name, tuple(arguments), data
        if inputs:
            shown = ", ".join(f"{k}={_show(v)}" for k, v in inputs.items())
        else:
            shown = ", ".join(_show(v) for v in self.arguments)
        reason = f"{name}({shown})" if name else "no reason given"
        if not name and data:
            reason = f"unknown error 0x{data.hex()}"
        super().__init__(f"{what} reverted: {reason}")


def _show(value: Any) -> str:
    return f"0x{value.hex()}" if isinstance(value, bytes) else str(value)
