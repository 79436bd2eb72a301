# pragma version 0.4.3
"""
@title What new chains are made of
@license MIT
@notice Governance publishes the parameters of new chains; only their hashes are kept, and whoever creates
        a chain presents them again.
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.registry import chain_directory
from contracts.registry import protocol_versions
from contracts.registry import registry_errors
from interfaces import IBridgehub
from interfaces import IDiamond

uses: chain_directory
uses: protocol_versions

event NewChainCreationParams:
    genesisUpgrade: address
    genesisBatchHash: bytes32
    genesisIndexRepeatedStorageChanges: uint64
    genesisBatchCommitment: bytes32
    newInitialCut: IDiamond.DiamondCutData
    newInitialCutHash: bytes32
    forceDeploymentsData: Bytes[limits.MAX_FORCE_DEPLOYMENTS]
    forceDeploymentHash: bytes32

event NewZKChain:
    _chainId: indexed(uint256)
    _zkChainContract: indexed(address)


struct ChainCreationParams:
    genesisUpgrade: address  # what a new diamond runs once, L1GenesisUpgrade
    genesisBatchHash: bytes32  # state commitment of batch 0
    genesisIndexRepeatedStorageChanges: uint64
    genesisBatchCommitment: bytes32  # 1 on ZKsync OS
    diamondCut: IDiamond.DiamondCutData  # facets and DiamondInit
    forceDeploymentsData: Bytes[limits.MAX_FORCE_DEPLOYMENTS]


# `initialize(InitializeData)` of DiamondInit.
DIAMOND_INIT: constant(Bytes[4]) = x"a89f7818"
INIT_HEAD: constant(uint256) = 4 + 9 * 32  # selector and the words that come before the cut's own
GENESIS_COMMITMENT: constant(bytes32) = (
    0x0000000000000000000000000000000000000000000000000000000000000001
)

INTEROP_CENTER: public(immutable(address))
DIAMOND_PROXY_BLUEPRINT: public(immutable(address))

l1GenesisUpgrade: public(address)
storedBatchZero: public(bytes32)  # hash of batch 0 as a chain stores it
initialCutHash: public(bytes32)
initialForceDeploymentHash: public(bytes32)
validatorTimelockPostV29: public(address)  # the first validator of every new chain


@deploy
def __init__(interop_center: address, diamond_proxy_blueprint: address):
    INTEROP_CENTER = interop_center
    DIAMOND_PROXY_BLUEPRINT = diamond_proxy_blueprint


@internal
def _set_params(params: ChainCreationParams):
    if params.genesisUpgrade == empty(address):
        registry_errors.GenesisUpgradeZero()
    if params.genesisBatchHash == empty(bytes32):
        registry_errors.GenesisBatchHashZero()
    if params.genesisBatchCommitment != GENESIS_COMMITMENT:
        registry_errors.GenesisBatchCommitmentIncorrect()
    cut_hash: bytes32 = keccak256(abi_encode(params.diamondCut))
    force_deployment_hash: bytes32 = keccak256(abi_encode(params.forceDeploymentsData))
    self.l1GenesisUpgrade = params.genesisUpgrade
    self.storedBatchZero = keccak256(
        abi_encode(
            empty(uint256),  # batch number
            params.genesisBatchHash,
            params.genesisIndexRepeatedStorageChanges,
            empty(uint256),  # priority transactions
            constants.EMPTY_STRING_KECCAK,
            empty(bytes32),  # interop roots
            empty(bytes32),  # messages
            empty(uint256),  # timestamp
            params.genesisBatchCommitment,
        )
    )
    self.initialCutHash = cut_hash
    self.initialForceDeploymentHash = force_deployment_hash
    protocol_versions.newChainCreationParamsBlock[protocol_versions.protocolVersion] = block.number
    log NewChainCreationParams(
        genesisUpgrade=params.genesisUpgrade,
        genesisBatchHash=params.genesisBatchHash,
        genesisIndexRepeatedStorageChanges=params.genesisIndexRepeatedStorageChanges,
        genesisBatchCommitment=params.genesisBatchCommitment,
        newInitialCut=params.diamondCut,
        newInitialCutHash=cut_hash,
        forceDeploymentsData=params.forceDeploymentsData,
        forceDeploymentHash=force_deployment_hash,
    )


@internal
def _deploy(
    chain_id: uint256,
    base_token_asset_id: bytes32,
    admin: address,
    diamond_cut: Bytes[limits.MAX_CUT],
) -> address:
    """
    @dev Create the diamond of a chain that has none here. `diamond_cut` is the published one.
    """
    if staticcall IBridgehub(chain_directory.BRIDGE_HUB).getZKChain(chain_id) != empty(address):
        registry_errors.ChainAlreadyLive()
    cut_hash: bytes32 = keccak256(diamond_cut)
    if cut_hash != self.initialCutHash:
        errors.HashMismatch(self.initialCutHash, cut_hash)
    # The chain's own values go before the initial calldata of the cut. The hash above is of the
    # canonical encoding (a word 0x20, then facetCuts' offset, initAddress, initCalldata's offset, the
    # facet cuts, and initCalldata last), so it can be spliced without decoding it.
    init_offset: uint256 = extract32(diamond_cut, 96, output_type=uint256)
    init_calldata: Bytes[limits.MAX_CUT + INIT_HEAD] = concat(
        abi_encode(
            chain_id,
            chain_directory.BRIDGE_HUB,
            INTEROP_CENTER,
            self,
            protocol_versions.protocolVersion,
            admin,
            self.validatorTimelockPostV29,
            base_token_asset_id,
            self.storedBatchZero,
            method_id=DIAMOND_INIT,
        ),
        slice(
            diamond_cut,
            64 + init_offset,
            extract32(diamond_cut, 32 + init_offset, output_type=uint256),
        ),
    )
    encoded: Bytes[limits.MAX_CUT + 384] = abi_encode(init_calldata)
    zk_chain: address = create_from_blueprint(
        DIAMOND_PROXY_BLUEPRINT,
        concat(
            convert(chain.id, bytes32),
            convert(64, bytes32),  # offset of the cut
            slice(diamond_cut, 32, init_offset),
            slice(encoded, 32, len(encoded) - 32),
        ),
        raw_args=True,
        salt=empty(bytes32),
    )
    log NewZKChain(_chainId=chain_id, _zkChainContract=zk_chain)
    return zk_chain
