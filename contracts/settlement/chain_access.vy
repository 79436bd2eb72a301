# pragma version 0.4.3
"""
@title Who may call a chain, where and when
@license MIT
@notice Checks of roles, layers and modes that facets share. Named after what they demand.
"""
from contracts.lib import errors
from contracts.settlement import chain_errors
from contracts.settlement import chain_storage

uses: chain_storage

_L1_CHAIN_ID: immutable(uint256)


@deploy
def __init__(l1_chain_id: uint256):
    """
    @param l1_chain_id Chain id of the lowest layer, also on a Gateway.
    """
    _L1_CHAIN_ID = l1_chain_id


# --- roles ---


@internal
@view
def _only_admin():
    if msg.sender != chain_storage.admin:
        errors.Unauthorized(msg.sender)


@internal
@view
def _only_chain_type_manager():
    if msg.sender != chain_storage._protocol().chainTypeManager:
        errors.Unauthorized(msg.sender)


@internal
@view
def _only_admin_or_chain_type_manager():
    if (
        msg.sender != chain_storage.admin
        and msg.sender != chain_storage._protocol().chainTypeManager
    ):
        errors.Unauthorized(msg.sender)


# --- layers ---


@internal
@view
def _only_on_l1():
    if not self._is_on_l1():
        chain_errors.NotL1(chain.id)


@internal
@view
def _is_on_l1() -> bool:
    return chain.id == _L1_CHAIN_ID


@internal
@pure
def _only_settling_here(settlement: chain_storage.Settlement):
    if settlement.layer != empty(address):
        chain_errors.NotSettlementLayer()


# --- modes ---


@internal
@pure
def _only_without_priority_mode(settlement: chain_storage.Settlement):
    """
    @dev For what a chain gives up for good when it allows priority mode.
    """
    if settlement.priorityModeAllowed:
        chain_errors.NotCompatibleWithPriorityMode()
