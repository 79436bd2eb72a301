"""ZKsyncOSChainTypeManager: the owner's calls to chains arrive at the diamond as they are."""

import pytest
from eth_abi.abi import decode, encode

from garter.chain.abi import abi_of
from garter.protocol.abi import canonical_type
from garter.protocol.hashing import selector
from tests.support import reverts
from tests.unit.registry.facts import CHAIN, ZERO, address
from tests.unit.registry.manager import CUT_TYPES, VERSION, a_cut

FEE_PARAMS = (1, 1_000_000, 120_000, 80_000_000, 99_000, 250_000_000)
FEE_TYPES = "(uint8,uint32,uint32,uint32,uint32,uint64)"
SOMEBODY = address(0x50)
CUT = a_cut(SOMEBODY, SOMEBODY, b"\x01" * 40)
DIAMOND = "the diamond itself"

# function => (its arguments after the chain id, the diamond's function, the diamond's arguments)
CONTROLS = {
    "freezeChain": ((), "freezeDiamond()", ()),
    "unfreezeChain": ((), "unfreezeDiamond()", ()),
    "revertBatches": ((7,), "revertBatchesSharedBridge(address,uint256)", (DIAMOND, 7)),
    "upgradeChainFromVersion": (
        (VERSION, CUT),
        f"upgradeChainFromVersion(address,uint256,{CUT_TYPES})",
        (DIAMOND, VERSION, CUT),
    ),
    "executeUpgrade": ((CUT,), f"executeUpgrade({CUT_TYPES})", (CUT,)),
    "setPriorityTxMaxGasLimit": ((5,), "setPriorityTxMaxGasLimit(uint256)", (5,)),
    "setTokenMultiplier": ((3, 2**128 - 1), "setTokenMultiplier(uint128,uint128)", (3, 2**128 - 1)),
    "changeFeeParams": ((FEE_PARAMS,), f"changeFeeParams({FEE_TYPES})", (FEE_PARAMS,)),
    "setValidator": ((SOMEBODY, True), "setValidator(address,bool)", (SOMEBODY, True)),
    "deactivatePriorityMode": ((), "deactivatePriorityMode()", ()),
    "setPriorityModeTransactionFilterer": (
        (SOMEBODY,),
        "setPriorityModeTransactionFilterer(address)",
        (SOMEBODY,),
    ),
}


def call(manager, function, sender):
    return manager.transact(function, (CHAIN, *CONTROLS[function][0]), sender=sender)


@pytest.mark.parametrize("function", CONTROLS)
def test_control__reaches_the_diamond(manager, surroundings, governor, function):
    _, signature, arguments = CONTROLS[function]
    diamond = surroundings.chain
    diamond.returns(signature, [], [])
    call(manager, function, governor)

    found = diamond.last_calldata(signature)
    [entry] = abi_of("ZKsyncOSChainTypeManager").functions[function]
    types = [canonical_type(i) for i in entry["inputs"][1:]]
    types = ["address"] * (len(arguments) - len(types)) + types
    wanted = [diamond.address if a is DIAMOND else a for a in arguments]
    assert found[:4] == selector(signature)
    assert encode(types, decode(types, found[4:])) == encode(types, wanted)


@pytest.mark.parametrize("function", CONTROLS)
def test_control__not_owner__reverts(manager, admin, function):
    with reverts("Error", "Ownable: caller is not the owner"):
        call(manager, function, admin)


@pytest.mark.parametrize("function", CONTROLS)
def test_control__unknown_chain__reverts(manager, surroundings, governor, function):
    surroundings.hub.returns("getZKChain(uint256)", ["address"], [ZERO])
    with reverts("ChainIdNotRegistered", CHAIN):
        call(manager, function, governor)


@pytest.mark.parametrize("function", CONTROLS)
def test_control__bubbles_the_diamonds_error(manager, surroundings, governor, function):
    surroundings.chain.fails(CONTROLS[function][1], selector("DiamondAlreadyFrozen()"))
    with reverts("DiamondAlreadyFrozen"):
        call(manager, function, governor)
