# pragma version 0.4.3
"""
@title Admin facet
@license MIT
@notice How a chain's parameters change: its admin, fees, data availability, filterer, priority mode
        and the diamond itself.
@dev Roles: the admin (the chain's operator) and the chain type manager (governance); validators may
     run upgrades for which the admin has set a date.
@custom:source era-contracts draft-v31, AdminFacet
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.proxy import diamond
from contracts.settlement import chain_access
from contracts.settlement import chain_batches
from contracts.settlement import chain_da
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage
from contracts.settlement import settlement_errors
from contracts.settlement.facets import fee_admin
from contracts.settlement.facets import priority_mode_admin
from contracts.settlement.facets import upgrade_admin
from interfaces import IRollupDAManager

initializes: diamond
initializes: chain_storage
initializes: chain_access[chain_storage := chain_storage]
initializes: chain_batches[chain_storage := chain_storage]
initializes: chain_da[chain_storage := chain_storage]
initializes: fee_admin[chain_storage := chain_storage, chain_access := chain_access]
initializes: priority_mode_admin[
    chain_storage := chain_storage,
    chain_access := chain_access,
    chain_batches := chain_batches,
]
initializes: upgrade_admin[
    diamond := diamond, chain_storage := chain_storage, chain_access := chain_access
]

exports: (
    fee_admin.changeFeeParams,
    fee_admin.setPriorityTxMaxGasLimit,
    fee_admin.setPubdataPricingMode,
    fee_admin.setTokenMultiplier,
    priority_mode_admin.activatePriorityMode,
    priority_mode_admin.deactivatePriorityMode,
    priority_mode_admin.permanentlyAllowPriorityMode,
    priority_mode_admin.setPriorityModeTransactionFilterer,
    priority_mode_admin.setTransactionFilterer,
    upgrade_admin.executeUpgrade,
    upgrade_admin.freezeDiamond,
    upgrade_admin.genesisUpgrade,
    upgrade_admin.unfreezeDiamond,
    upgrade_admin.upgradeChainFromVersion,
)

event NewPendingAdmin:
    oldPendingAdmin: indexed(address)
    newPendingAdmin: indexed(address)

event NewAdmin:
    oldAdmin: indexed(address)
    newAdmin: indexed(address)

event ValidatorStatusUpdate:
    validatorAddress: indexed(address)
    isActive: bool


getName: public(constant(String[10])) = "AdminFacet"
ROLLUP_DA_MANAGER: public(immutable(address))


@deploy
def __init__(l1_chain_id: uint256, rollup_da_manager: address):
    chain_access.__init__(l1_chain_id)
    ROLLUP_DA_MANAGER = rollup_da_manager


# --- the admin and its successor ---


@external
def setPendingAdmin(new_pending_admin: address):
    """
    @notice Offer the chain to a new admin; a further offer replaces it, address 0 withdraws it.
    @dev Role: admin.
    """
    chain_access._only_admin()
    old: address = chain_storage.pending_admin
    chain_storage.pending_admin = new_pending_admin
    log NewPendingAdmin(oldPendingAdmin=old, newPendingAdmin=new_pending_admin)


@external
def acceptAdmin():
    """
    @notice Become the admin.
    @dev Role: the pending admin.
    """
    if msg.sender != chain_storage.pending_admin:
        errors.Unauthorized(msg.sender)
    previous: address = chain_storage.admin
    chain_storage.admin = msg.sender
    chain_storage.pending_admin = empty(address)
    log NewPendingAdmin(oldPendingAdmin=msg.sender, newPendingAdmin=empty(address))
    log NewAdmin(oldAdmin=previous, newAdmin=msg.sender)


# --- validators ---


@external
def setValidator(validator: address, active: bool):
    """
    @notice Allow or forbid an account to commit, prove and execute batches.
    @dev Role: chain type manager. Validators of chains are contracts (timelocks).
    """
    chain_access._only_chain_type_manager()
    chain_storage.validators[validator] = active
    log ValidatorStatusUpdate(validatorAddress=validator, isActive=active)


# --- data availability ---


@external
def setDAValidatorPair(l1_da_validator: address, l2_da_commitment_scheme: uint8):
    """
    @notice Choose how batches prove that their data is available.
    @dev Role: admin, on the layer where the chain settles.
    @custom:errors L1DAValidatorAddressIsZero; InvalidL2DACommitmentScheme for NONE or an unknown
                   scheme; InvalidDAForPermanentRollup when the pair would end a permanent rollup
    """
    chain_access._only_admin()
    if l1_da_validator == empty(address):
        chain_errors.L1DAValidatorAddressIsZero()
    if (
        l2_da_commitment_scheme == constants.DA_NONE
        or l2_da_commitment_scheme > constants.DA_BLOBS_ZKSYNC_OS
    ):
        settlement_errors.InvalidL2DACommitmentScheme(l2_da_commitment_scheme)
    if chain_storage._settlement().isPermanentRollup:
        self._check_rollup_pair(l1_da_validator, l2_da_commitment_scheme)
    chain_da._change_da_pair(l1_da_validator, l2_da_commitment_scheme)


@external
def makePermanentRollup():
    """
    @notice Promise for ever that the chain's data is on L1. The present pair must qualify.
    @dev Role: admin.
    @custom:errors NotSettlementLayer; AlreadyPermanentRollup; InvalidDAForPermanentRollup
    """
    chain_access._only_admin()
    settlement: chain_storage.Settlement = chain_storage._settlement()
    chain_access._only_settling_here(settlement)
    if settlement.isPermanentRollup:
        chain_errors.AlreadyPermanentRollup()
    pair: chain_storage.DAPair = chain_storage._da_pair()
    self._check_rollup_pair(pair.l1Validator, pair.l2Scheme)
    settlement.isPermanentRollup = True
    chain_storage._set_settlement(settlement)


# --- views ---


@external
@view
def getRollupDAManager() -> address:
    """
    @notice The list of pairs that keep a chain a rollup.
    """
    return ROLLUP_DA_MANAGER


# --- inside ---


@internal
@view
def _check_rollup_pair(l1_validator: address, l2_scheme: uint8):
    if not staticcall IRollupDAManager(ROLLUP_DA_MANAGER).isPairAllowed(l1_validator, l2_scheme):
        chain_errors.InvalidDAForPermanentRollup()
