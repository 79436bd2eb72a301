# pragma version 0.4.3
"""
@title Server notifier
@license MIT
@notice Where a chain's admin tells the chain's server what is about to happen: a migration, or
        the time of an upgrade. Nothing but events follows from it.
@dev Roles: the owner names the chain type manager; the admin of a chain, as that knows it, speaks
     for the chain.
@custom:source era-contracts draft-v31, ServerNotifier
"""
from contracts.governance import governance_errors
from contracts.lib import errors
from contracts.lib import initializable
from contracts.lib import ownable_2step
from contracts.registry import registry_errors
from interfaces import IBridgehub
from interfaces import IChainTypeManager
from interfaces import IL1ChainAssetHandler

initializes: initializable
initializes: ownable_2step
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
)

event MigrateToGateway:
    chainId: indexed(uint256)
    migrationNumber: uint256

event MigrateFromGateway:
    chainId: indexed(uint256)
    migrationNumber: uint256

event UpgradeTimestampUpdated:
    chainId: indexed(uint256)
    protocolVersion: indexed(uint256)
    upgradeTimestamp: uint256  # seconds


chainTypeManager: public(address)
protocolVersionToUpgradeTimestamp: public(
    HashMap[uint256, HashMap[uint256, uint256]]
)  # chain id => protocol version => seconds


@deploy
def __init__():
    initializable._disable()


@external
def initialize(owner: address):
    """
    @notice Set the owner, once.
    @custom:errors ZeroAddress
    """
    initializable._start(1)
    if owner == empty(address):
        errors.ZeroAddress()
    ownable_2step._set_owner(owner)


@external
def setChainTypeManager(chain_type_manager: address):
    """
    @notice Set the contract that knows the admins of chains.
    @dev Role: owner.
    @custom:errors ZeroAddress
    """
    ownable_2step._check_owner()
    if chain_type_manager == empty(address):
        errors.ZeroAddress()
    self.chainTypeManager = chain_type_manager


@external
def migrateToGateway(chain_id: uint256):
    """
    @notice Announce that the chain is to migrate to a gateway.
    @dev Role: admin of the chain.
    @custom:errors Unauthorized; ChainNotReadyForMigration
    """
    self._check_chain_admin(chain_id)
    handler: address = self._asset_handler()
    next_migration: uint256 = staticcall IL1ChainAssetHandler(handler).migrationNumber(chain_id) + 1
    if not staticcall IL1ChainAssetHandler(handler).isReadyForMigration(chain_id):
        registry_errors.ChainNotReadyForMigration(chain_id)
    log MigrateToGateway(chainId=chain_id, migrationNumber=next_migration)


@external
def migrateFromGateway(chain_id: uint256):
    """
    @notice Announce that the chain is to migrate away from its gateway.
    @dev Role: admin of the chain.
    @custom:errors Unauthorized
    """
    self._check_chain_admin(chain_id)
    handler: address = self._asset_handler()
    next_migration: uint256 = staticcall IL1ChainAssetHandler(handler).migrationNumber(chain_id) + 1
    log MigrateFromGateway(chainId=chain_id, migrationNumber=next_migration)


@external
def setUpgradeTimestamp(chain_id: uint256, protocol_version: uint256, upgrade_timestamp: uint256):
    """
    @notice Announce when (seconds) the chain is to upgrade to a protocol version.
    @dev Role: admin of the chain.
    @custom:errors Unauthorized; ZeroUpgradeTimestamp; InvalidProtocolVersion when the version is
                   not active
    """
    self._check_chain_admin(chain_id)
    if upgrade_timestamp == 0:
        governance_errors.ZeroUpgradeTimestamp()
    if not staticcall IChainTypeManager(self.chainTypeManager).protocolVersionIsActive(
        protocol_version
    ):
        registry_errors.InvalidProtocolVersion()
    self.protocolVersionToUpgradeTimestamp[chain_id][protocol_version] = upgrade_timestamp
    log UpgradeTimestampUpdated(
        chainId=chain_id,
        protocolVersion=protocol_version,
        upgradeTimestamp=upgrade_timestamp,
    )


@internal
@view
def _check_chain_admin(chain_id: uint256):
    """
    @dev While there is no chain type manager, nobody is an admin.
    """
    manager: address = self.chainTypeManager
    if manager == empty(address):
        errors.Unauthorized(msg.sender)
    if msg.sender != staticcall IChainTypeManager(manager).getChainAdmin(chain_id):
        errors.Unauthorized(msg.sender)


@internal
@view
def _asset_handler() -> address:
    bridgehub: address = staticcall IChainTypeManager(self.chainTypeManager).BRIDGE_HUB()
    return staticcall IBridgehub(bridgehub).chainAssetHandler()
