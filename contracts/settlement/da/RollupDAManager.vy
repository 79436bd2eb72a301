# pragma version 0.4.3
"""
@title Rollup DA manager
@license MIT
@notice The pairs of L1 DA validator and L2 commitment scheme with which a chain counts as a rollup.
        A permanent rollup may only use pairs listed here.
@dev Roles: the owner (governance) edits the list.
@custom:source era-contracts draft-v31, RollupDAManager
"""
from contracts.lib import constants
from contracts.lib import errors
from contracts.lib import ownable_2step
from contracts.settlement import settlement_errors
from interfaces import IRollupDAManager

implements: IRollupDAManager
initializes: ownable_2step
exports: (
    ownable_2step.owner,
    ownable_2step.pendingOwner,
    ownable_2step.transferOwnership,
    ownable_2step.acceptOwnership,
    ownable_2step.renounceOwnership,
)

event DAPairUpdated:
    l1DAValidator: indexed(address)
    l2DACommitmentScheme: indexed(uint8)
    status: bool


isAllowedDAConfiguration: public(
    HashMap[address, HashMap[uint8, bool]]
)  # L1 DA validator => commitment scheme => allowed


@deploy
def __init__(owner: address):
    if owner == empty(address):
        errors.ZeroAddress()
    ownable_2step._set_owner(owner)


@external
def updateDAPair(l1_da_validator: address, l2_da_commitment_scheme: uint8, status: bool):
    """
    @notice Allow or forbid a pair.
    @dev Role: owner.
    @custom:errors ZeroAddress for validator 0; InvalidL2DACommitmentScheme for NONE or an unknown
                   scheme
    """
    ownable_2step._check_owner()
    if l1_da_validator == empty(address):
        errors.ZeroAddress()
    if (
        l2_da_commitment_scheme == constants.DA_NONE
        or l2_da_commitment_scheme > constants.DA_BLOBS_ZKSYNC_OS
    ):
        settlement_errors.InvalidL2DACommitmentScheme(l2_da_commitment_scheme)
    self.isAllowedDAConfiguration[l1_da_validator][l2_da_commitment_scheme] = status
    log DAPairUpdated(
        l1DAValidator=l1_da_validator,
        l2DACommitmentScheme=l2_da_commitment_scheme,
        status=status,
    )


@external
@view
def isPairAllowed(l1_da_validator: address, l2_da_commitment_scheme: uint8) -> bool:
    """
    @notice Whether a permanent rollup may use this pair.
    """
    return self.isAllowedDAConfiguration[l1_da_validator][l2_da_commitment_scheme]
