# pragma version 0.4.3
"""
@title What every upgrade of a chain does
@license MIT
@notice Runs by a delegate call in a chain's diamond: new protocol version, its verifier, and the
        transaction with which the next batch must upgrade the chain's own contracts. On a layer
        where the chain does not settle there is no such transaction.
@custom:source era-contracts draft-v31, BaseZkSyncUpgrade
"""
from contracts.governance.upgrades import upgrade_errors
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import limits
from contracts.lib import transactions
from contracts.lib import versions
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from interfaces import IChainTypeManager
from interfaces import IChainUpgrade
from interfaces import IMessaging
from interfaces import IZKChain

uses: chain_storage

event NewProtocolVersion:
    previousProtocolVersion: indexed(uint256)
    newProtocolVersion: indexed(uint256)

event NewVerifier:
    oldVerifier: indexed(address)
    newVerifier: indexed(address)

event UpgradeComplete:
    newProtocolVersion: indexed(uint256)
    l2UpgradeTxHash: indexed(bytes32)
    upgrade: IChainUpgrade.ProposedUpgrade


# How far the minor version may jump at once.
MAX_MINOR_VERSION_DELTA: constant(uint32) = 100


@internal
@view
def _settles_here() -> bool:
    return chain_storage._settlement().layer == empty(address)


@internal
@view
def _check_moment(not_before: uint256, version: uint256):
    """
    @dev Not before its time, and not before the layer that the chain settles on.
    """
    if block.timestamp < not_before:
        upgrade_errors.TimeNotReached(not_before, block.timestamp)
    layer: address = chain_storage._settlement().layer
    if layer != empty(address):
        if version > staticcall IZKChain(layer).getProtocolVersion():
            upgrade_errors.SettlementLayerUpgradeMustPrecedeChainUpgrade()


@internal
def _set_version(version: uint256):
    """
    @dev Which versions may follow which is the importing contract's matter.
    """
    protocol: chain_storage.Protocol = chain_storage._protocol()
    log NewProtocolVersion(previousProtocolVersion=protocol.version, newProtocolVersion=version)
    protocol.version = version
    chain_storage._set_protocol(protocol)


@internal
def _complete(proposed: IChainUpgrade.ProposedUpgrade, minor: uint32, is_patch: bool):
    """
    @dev After the version: its verifier, and the transaction.
    """
    self._set_verifier(proposed.newProtocolVersion)
    if (
        proposed.bootloaderHash != empty(bytes32)
        or proposed.defaultAccountHash != empty(bytes32)
        or proposed.evmEmulatorHash != empty(bytes32)
    ):
        upgrade_errors.MustBeEraChain()
    tx_hash: bytes32 = empty(bytes32)
    if self._settles_here():
        tx_hash = self._set_transaction(proposed.l2ProtocolUpgradeTx, minor, is_patch)
    log UpgradeComplete(
        newProtocolVersion=proposed.newProtocolVersion,
        l2UpgradeTxHash=tx_hash,
        upgrade=proposed,
    )


@internal
def _set_verifier(version: uint256):
    """
    @dev The chain type manager's for that version. Batches that are committed but not proved will
         be held against it.
    """
    manager: address = chain_storage._protocol().chainTypeManager
    verifier: address = staticcall IChainTypeManager(manager).protocolVersionVerifier(version)
    if verifier == empty(address):
        errors.ZeroAddress()
    log NewVerifier(oldVerifier=chain_storage.verifier, newVerifier=verifier)
    chain_storage.verifier = verifier


@internal
def _set_transaction(
    transaction: IMessaging.L2CanonicalTransaction, minor: uint32, is_patch: bool
) -> bytes32:
    """
    @dev The next batch must start with `transaction`; its nonce, the minor version, makes its hash
         unique.
    """
    if transaction.txType == 0:
        return empty(bytes32)
    if transaction.txType != constants.UPGRADE_TX_TYPE:
        upgrade_errors.InvalidTxType(transaction.txType)
    if is_patch:
        upgrade_errors.PatchCantSetUpgradeTxn()
    transactions._validate(
        transaction.gasLimit,
        transaction.gasPerPubdataByteLimit,
        transaction.maxFeePerGas,
        len(transaction.data),
        chain_storage._priority_tx_max_gas_limit(),
        convert(chain_storage._fee_params().priorityTxMaxPubdata, uint256),
    )
    transactions._validate_upgrade(transaction)
    if transaction.nonce != convert(minor, uint256):
        upgrade_errors.L2UpgradeNonceNotEqualToNewProtocolVersion(
            transaction.nonce, convert(minor, uint256)
        )
    if len(transaction.factoryDeps) != 0:
        chain_errors.TooManyFactoryDeps()
    tx_hash: bytes32 = keccak256(abi_encode(transaction))
    chain_storage._set_upgrade_transaction(tx_hash)
    return tx_hash
