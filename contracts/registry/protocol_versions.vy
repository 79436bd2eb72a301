# pragma version 0.4.3
"""
@title Protocol versions of a chain type manager
@license MIT
@notice The current version, how long each may be used, its verifier, and the cut that leads from it to
        the next. Versions are packed, see `contracts/lib/versions.vy`.
"""
from contracts.lib import errors
from contracts.lib import ownable_2step
from contracts.lib import versions
from contracts.registry import chain_directory
from contracts.registry import registry_errors
from interfaces import IBridgehub
from interfaces import IDiamond
from interfaces import IL1ChainAssetHandler

uses: ownable_2step
uses: chain_directory

event NewProtocolVersion:
    oldProtocolVersion: indexed(uint256)
    newProtocolVersion: indexed(uint256)

event UpdateProtocolVersionDeadline:
    protocolVersion: indexed(uint256)
    deadline: uint256

event NewProtocolVersionVerifier:
    protocolVersion: indexed(uint256)
    verifier: indexed(address)

event NewUpgradeCutHash:
    protocolVersion: indexed(uint256)
    upgradeCutHash: indexed(bytes32)

event NewUpgradeCutData:
    protocolVersion: indexed(uint256)
    diamondCutData: IDiamond.DiamondCutData


# An upgrade without L2 transaction, which is all that a patch consists of. The types are those of
# `upgrade`; the bounds need not hold anything.
struct NoTransaction:
    txType: uint256
    sender: uint256
    to: uint256
    gasLimit: uint256
    gasPerPubdataByteLimit: uint256
    maxFeePerGas: uint256
    maxPriorityFeePerGas: uint256
    paymaster: uint256
    nonce: uint256
    amount: uint256
    reserved: uint256[4]
    data: Bytes[32]
    signature: Bytes[32]
    factoryDeps: DynArray[uint256, 1]
    paymasterInput: Bytes[32]
    reservedDynamic: Bytes[32]

struct PatchUpgrade:
    l2ProtocolUpgradeTx: NoTransaction
    bootloaderHash: bytes32
    defaultAccountHash: bytes32
    evmEmulatorHash: bytes32
    verifier: address
    verifierParams: bytes32[3]
    l1ContractsUpgradeCalldata: Bytes[32]
    postUpgradeCalldata: Bytes[32]
    upgradeTimestamp: uint256
    newProtocolVersion: uint256


UPGRADE: constant(Bytes[4]) = x"16ef1303"  # upgrade(ProposedUpgrade)
PATCH_BITS: constant(uint256) = 32

protocolVersion: public(uint256)
protocolVersionDeadline: public(HashMap[uint256, uint256])  # version => last second of its use
protocolVersionVerifier: public(HashMap[uint256, address])  # version => verifier of chains made or upgraded
upgradeCutHash: public(HashMap[uint256, bytes32])  # version to upgrade from => hash of the cut
upgradeCutDataBlock: public(HashMap[uint256, uint256])  # the same => block whose events carry the cut
newChainCreationParamsBlock: public(
    HashMap[uint256, uint256]
)  # version => block whose events carry the parameters of new chains


@external
def setNewVersionUpgrade(
    cut_data: IDiamond.DiamondCutData,
    old_protocol_version: uint256,
    old_protocol_version_deadline: uint256,
    new_protocol_version: uint256,
    verifier: address,
):
    """
    @notice Make `new_protocol_version` the current one and publish the cut that leads there.
    @param old_protocol_version The current version.
    @dev Role: owner. That the version grows is the diamonds' check.
    @custom:errors MigrationsNotPaused; OutdatedProtocolVersion; ZeroAddress without a verifier
    """
    ownable_2step._check_owner()
    self._set_new_version(
        cut_data,
        old_protocol_version,
        old_protocol_version_deadline,
        new_protocol_version,
        verifier,
    )


@external
def createNewPatchUpgrade(
    old_protocol_version: uint256,
    old_protocol_version_deadline: uint256,
    new_protocol_version: uint256,
    verifier: address,
    upgrade_contract: address,
):
    """
    @notice As setNewVersionUpgrade, for a patch: a new verifier and nothing on L2, so the cut is made
            here. Patches may be skipped.
    @dev Role: owner.
    @custom:errors ZeroAddress without an upgrade contract; NotAPatchUpgrade; as setNewVersionUpgrade
    """
    ownable_2step._check_owner()
    if upgrade_contract == empty(address):
        errors.ZeroAddress()
    if (
        old_protocol_version >> PATCH_BITS != new_protocol_version >> PATCH_BITS
        or new_protocol_version <= old_protocol_version
    ):
        registry_errors.NotAPatchUpgrade(old_protocol_version, new_protocol_version)
    self.newChainCreationParamsBlock[new_protocol_version] = self.newChainCreationParamsBlock[
        old_protocol_version
    ]
    upgrade: PatchUpgrade = empty(PatchUpgrade)
    upgrade.newProtocolVersion = new_protocol_version
    self._set_new_version(
        IDiamond.DiamondCutData(
            facetCuts=[],
            initAddress=upgrade_contract,
            initCalldata=abi_encode(upgrade, method_id=UPGRADE),
        ),
        old_protocol_version,
        old_protocol_version_deadline,
        new_protocol_version,
        verifier,
    )


@external
def setUpgradeDiamondCut(cut_data: IDiamond.DiamondCutData, old_protocol_version: uint256):
    """
    @notice Replace the cut that leads from `old_protocol_version` onwards.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self._publish_cut(cut_data, old_protocol_version)


@external
def setProtocolVersionDeadline(protocol_version: uint256, timestamp: uint256):
    """
    @notice Set the last second in which batches of a version may be committed.
    @dev Role: owner.
    """
    ownable_2step._check_owner()
    self._set_deadline(protocol_version, timestamp)


@external
def setProtocolVersionVerifier(protocol_version: uint256, verifier: address):
    """
    @notice Set the verifier that chains get when they are made with, or upgraded to, a version. Those
            that run it already keep theirs.
    @dev Role: owner.
    @custom:errors ZeroAddress
    """
    ownable_2step._check_owner()
    self._set_verifier(protocol_version, verifier)


@external
@view
def protocolVersionIsActive(protocol_version: uint256) -> bool:
    """
    @notice Whether batches of this version may be committed now.
    """
    return block.timestamp <= self.protocolVersionDeadline[protocol_version]


@external
@view
def getSemverProtocolVersion() -> (uint32, uint32, uint32):
    """
    @notice Major, minor and patch of the current version.
    """
    return versions._unpack(self.protocolVersion)


# --- inside ---


@internal
def _set_new_version(
    cut_data: IDiamond.DiamondCutData,
    old_protocol_version: uint256,
    old_protocol_version_deadline: uint256,
    new_protocol_version: uint256,
    verifier: address,
):
    handler: address = staticcall IBridgehub(chain_directory.BRIDGE_HUB).chainAssetHandler()
    # A chain that moves now would arrive with a version that its new layer no longer creates.
    if not staticcall IL1ChainAssetHandler(handler).migrationPaused():
        registry_errors.MigrationsNotPaused()
    if self.protocolVersion != old_protocol_version:
        errors.OutdatedProtocolVersion(self.protocolVersion, old_protocol_version)
    self._set_deadline(old_protocol_version, old_protocol_version_deadline)
    self._set_deadline(new_protocol_version, max_value(uint256))
    self.protocolVersion = new_protocol_version
    log NewProtocolVersion(
        oldProtocolVersion=old_protocol_version, newProtocolVersion=new_protocol_version
    )
    self._publish_cut(cut_data, old_protocol_version)
    self._set_verifier(new_protocol_version, verifier)
    # Older servers look the cut up by the version that it leads to.
    log NewUpgradeCutData(protocolVersion=new_protocol_version, diamondCutData=cut_data)


@internal
def _publish_cut(cut_data: IDiamond.DiamondCutData, old_protocol_version: uint256):
    cut_hash: bytes32 = keccak256(abi_encode(cut_data))
    self.upgradeCutHash[old_protocol_version] = cut_hash
    self.upgradeCutDataBlock[old_protocol_version] = block.number
    log NewUpgradeCutHash(protocolVersion=old_protocol_version, upgradeCutHash=cut_hash)
    log NewUpgradeCutData(protocolVersion=old_protocol_version, diamondCutData=cut_data)


@internal
def _set_deadline(protocol_version: uint256, timestamp: uint256):
    self.protocolVersionDeadline[protocol_version] = timestamp
    log UpdateProtocolVersionDeadline(protocolVersion=protocol_version, deadline=timestamp)


@internal
def _set_verifier(protocol_version: uint256, verifier: address):
    if verifier == empty(address):
        errors.ZeroAddress()
    self.protocolVersionVerifier[protocol_version] = verifier
    log NewProtocolVersionVerifier(protocolVersion=protocol_version, verifier=verifier)
