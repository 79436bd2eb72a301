"""What the chain type manager's tests are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_abi.abi import encode

from garter.protocol.hashing import keccak256, selector
from tests.unit.registry.facts import address

if TYPE_CHECKING:
    from garter.chain import Contract
    from garter.ecosystem.genesis import DiamondCut
    from tests.support import Mock

CUT_TYPES = "((address,uint8,bool,bytes4[])[],address,bytes)"
VERSION = 31 << 32
GENESIS_HASH = b"\x6e" * 32
ONE = bytes(31) + b"\x01"
FORCE_DEPLOYMENTS = b"\xfd" * 700
INTEROP_CENTER = address(0x1000D)
SUPPLIER = address(0xB0C5)
PERMISSIONLESS = address(0x9E27)
TIMELOCK = address(0x7111)
NOTIFIER = address(0x71)
VERIFIER = address(0xEC)
GENESIS_UPGRADE = address(0x9E4)
CTM_DEPLOYER = address(0xC7)
GENESIS = "genesisUpgrade(address,address,bytes,bytes[])"
PAUSE = "pauseDepositsBeforeInitiatingMigration()"


@dataclass
class Surroundings:
    """The chain type manager's counterparts."""

    hub: Mock
    chain: Mock
    handler: Mock


def a_cut(facet: str = VERIFIER, init: str = VERIFIER, data: bytes = bytes(96)) -> DiamondCut:
    """A cut of two selectors, the ones that creating a chain calls."""
    return [(facet, 0, False, [selector(GENESIS), selector(PAUSE)])], init, data


def encode_cut(cut: DiamondCut) -> bytes:
    return encode([CUT_TYPES], [cut])


def params(cut: DiamondCut, **changes: Any) -> tuple[Any, ...]:
    """ChainCreationParams; any field can be replaced."""
    fields: dict[str, Any] = {
        "genesisUpgrade": GENESIS_UPGRADE,
        "genesisBatchHash": GENESIS_HASH,
        "genesisIndexRepeatedStorageChanges": 0,
        "genesisBatchCommitment": ONE,
        "diamondCut": cut,
        "forceDeploymentsData": FORCE_DEPLOYMENTS,
    }
    return tuple((fields | changes).values())


def initialize_data(governor: Any, cut: DiamondCut, **changes: Any) -> tuple[Any, ...]:
    """ChainTypeManagerInitializeData; any field can be replaced."""
    fields: dict[str, Any] = {
        "owner": governor.address,
        "validatorTimelock": TIMELOCK,
        "chainCreationParams": params(cut),
        "protocolVersion": VERSION,
        "verifier": VERIFIER,
        "serverNotifier": NOTIFIER,
    }
    return tuple((fields | changes).values())


def stored_batch_zero(genesis_hash: bytes, index: int = 0) -> bytes:
    """Hash of StoredBatchInfo of batch 0."""
    types = ["uint64", "bytes32", "uint64", "uint256", *["bytes32"] * 3, "uint256", "bytes32"]
    values = [0, genesis_hash, index, 0, keccak256(b""), bytes(32), bytes(32), 0, ONE]
    return keccak256(encode(types, values))


def all_events(contract: Contract, receipt: Any) -> list[tuple[Any, ...]]:
    """(name, *values) of the contract's events in order."""
    return [(e.name, *e.inputs.values()) for e in contract.events(receipt)]
