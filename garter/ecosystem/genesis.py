"""What a chain is created with: the diamond cut and the data of its genesis upgrade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi.abi import encode

from garter.build import load_artifact
from garter.chain.abi import abi_of
from garter.genesis.contracts import genesis_commitment
from garter.protocol.abi import selector
from garter.protocol.hashing import keccak256

CUT_ADD = 0
# Facets in the order of the cut, with whether freezing the chain stops them.
FACETS: tuple[tuple[str, bool], ...] = (
    ("AdminFacet", False),
    ("GettersFacet", False),
    ("MailboxFacet", True),
    ("MigratorFacet", False),
)
GENESIS_BATCH_COMMITMENT = (1).to_bytes(32, "big")
FIXED_FORCE_DEPLOYMENTS = (
    "(uint256,uint256,uint256,address,bytes32,address,uint256,"
    "bytes,bytes,bytes,bytes,bytes,bytes,bytes,bytes,bytes,bytes,"
    "address,address,address,address,bytes32)"
)
FacetCut = tuple[str, int, bool, list[bytes]]
DiamondCut = tuple[list[FacetCut], str, bytes]


def facet_selectors(artifact: str) -> list[bytes]:
    """Selectors that a diamond routes to a facet: all but ``getName``, which every facet has."""
    return [
        selector(entry)
        for entry in load_artifact(artifact).abi
        if entry["type"] == "function" and entry["name"] != "getName"
    ]


def creation_cut(facets: dict[str, str], diamond_init: str) -> DiamondCut:
    """The cut that makes a new chain's diamond. ``facets``: artifact => address."""
    cuts: list[FacetCut] = [
        (facets[artifact], CUT_ADD, freezable, facet_selectors(artifact))
        for artifact, freezable in FACETS
    ]
    # The chain type manager puts the chain's own parameters in front of these three words, the
    # code hashes of EraVM's system contracts, which ZKsync OS has not.
    return cuts, diamond_init, bytes(96)


def encode_cut(cut: DiamondCut) -> bytes:
    """abi.encode(DiamondCutData), as clients pass it and as its hash is taken."""
    return encode(["((address,uint8,bool,bytes4[])[],address,bytes)"], [cut])


@dataclass(frozen=True, slots=True)
class ForceDeployments:
    """The part of a genesis upgrade that is the same for every chain of an ecosystem.

    Bytecode infos are empty: a ZKsync OS genesis holds the contracts already.
    """

    l1_chain_id: int
    l1_asset_router: str
    aliased_governance: str
    max_chains: int
    aliased_chain_registration_sender: str
    token_proxy_code_hash: bytes
    zk_token_asset_id: bytes

    def encode(self) -> bytes:
        zero = "0x" + "00" * 20
        values: tuple[Any, ...] = (
            self.l1_chain_id,
            0,  # gateway chain id
            0,  # Era chain id
            self.l1_asset_router,
            self.token_proxy_code_hash,
            self.aliased_governance,
            self.max_chains,
            *([b""] * 10),
            zero,
            zero,
            self.aliased_chain_registration_sender,
            zero,
            self.zk_token_asset_id,
        )
        return encode([FIXED_FORCE_DEPLOYMENTS], [values])


def predict_diamond(manager: str, l1_chain_id: int, cut: DiamondCut, init: tuple[Any, ...]) -> str:
    """Address that ``createNewChain`` gives a chain's diamond.

    ``init`` are the chain's parameters in the order of ``InitializeData``, from the chain id to
    the stored genesis batch's hash. CREATE2 from the chain type manager with salt 0; the proxy's
    own argument is the L1's chain id, which it checks.
    """
    from garter.ecosystem.create2 import create2_address

    types = ["uint256", "address", "address", "address", "uint256", "address", "address"]
    head = selector(_initialize_entry()) + encode([*types, "bytes32", "bytes32"], init)
    full_cut = (cut[0], cut[1], head + cut[2])
    arguments = abi_of("DiamondProxy").encode_constructor([l1_chain_id, full_cut])
    code = load_artifact("DiamondProxy").init_code_bytes + arguments
    return create2_address(manager, bytes(32), code)


def _initialize_entry() -> dict[str, Any]:
    [entry] = abi_of("DiamondInit").functions["initialize"]
    return entry


def creation_params(
    genesis_upgrade: str, cut: DiamondCut, force_deployments: bytes
) -> tuple[Any, ...]:
    """ChainCreationParams of the chain type manager."""
    return (
        genesis_upgrade,
        genesis_commitment(),
        0,  # index of repeated storage changes: EraVM's
        GENESIS_BATCH_COMMITMENT,
        cut,
        force_deployments,
    )


def code_hash(artifact: str) -> bytes:
    """Keccak of a contract's deployed code without immutables."""
    return keccak256(load_artifact(artifact).runtime_bytes)
