"""Force deployments, the deployer, system proxies and their admin, the system context."""

import pytest
from eth_abi.abi import encode

from garter.build import load_artifact
from garter.chain import Contract
from garter.genesis.bytecode import bytecode_info, derived_address
from garter.genesis.placement import ADMIN_SLOT, IMPLEMENTATION_SLOT
from garter.protocol import constants
from garter.protocol.hashing import keccak256, selector
from tests.support import reverts
from tests.unit.registry.facts import CHAIN, L1, ZERO

NEW = "0x0000000000000000000000000000000000010123"
UNSAFE, SYSTEM_PROXY = 2, 1
CODE = bytes.fromhex("602a5f5260205ff3")  # answers 42
DELEGATE = "0x0000000000000000000000000000000000010999"


@pytest.fixture
def deploy(chain):
    """Run an upgrade with one force deployment, then a delegate that does nothing."""
    chain.rpc.call("anvil_setCode", DELEGATE, "0x00")

    def run(kind, info, target=NEW):
        sender = chain.sender(constants.L2_FORCE_DEPLOYER)
        return chain["L2ComplexUpgrader"].forceDeployAndUpgradeUniversal(
            [(kind, info, target)], DELEGATE, b"", sender=sender, gas=72_000_000
        )

    return run


@pytest.fixture
def system_info():
    infos = bytecode_info(CODE), bytecode_info(load_artifact("SystemContractProxy").runtime_bytes)
    return encode(["bytes", "bytes"], infos)


def place(chain, address, code):
    chain.rpc.call("anvil_setCode", address, "0x" + code.hex())


def test_unsafe__code_that_was_placed__is_accepted(chain, deploy):
    place(chain, NEW, CODE)
    receipt = deploy(UNSAFE, bytecode_info(CODE))
    [event] = chain["L2ComplexUpgrader"].events(receipt) or [None]
    assert event is None or event.name == "ContractUpgraded"
    topic = "0x" + keccak256(b"ContractUpgraded(uint8,address)").hex()
    assert [x["topics"] for x in receipt.logs] == [
        [topic, f"0x{UNSAFE:064x}", "0x" + NEW[2:].rjust(64, "0")]
    ]


@pytest.mark.parametrize("placed_code", [b"", CODE + b"\0"])
def test_unsafe__code_that_was_not_placed__reverts(chain, deploy, placed_code):
    place(chain, NEW, placed_code)
    with reverts("DeployFailed"):
        deploy(UNSAFE, bytecode_info(CODE))


@pytest.mark.parametrize("info", [b"", bytecode_info(CODE)[:-1], bytecode_info(CODE) + b"\0"])
def test_unsafe__malformed__reverts(deploy, info):
    with reverts("NonCanonicalRepresentation"):
        deploy(UNSAFE, info)


def test_unsafe__length_beyond_32_bits__reverts(chain, deploy):
    place(chain, NEW, CODE)
    info = bytecode_info(CODE)
    with reverts("NonCanonicalRepresentation"):
        deploy(UNSAFE, info[:32] + (2**32).to_bytes(32, "big") + info[64:])


@pytest.mark.parametrize("kind", [0, 3, 255])
def test_other_types__revert(deploy, kind):
    with reverts("UnsupportedUpgradeType"):
        deploy(kind, bytecode_info(CODE))


def test_new_system_contract(chain, deploy, system_info):
    implementation = derived_address(CODE)
    place(chain, implementation, CODE)
    place(chain, NEW, load_artifact("SystemContractProxy").runtime_bytes)
    deploy(SYSTEM_PROXY, system_info)
    assert chain.rpc.storage(NEW, IMPLEMENTATION_SLOT) == int(implementation, 16)
    assert chain.rpc.storage(NEW, ADMIN_SLOT) == int(constants.L2_PROXY_ADMIN, 16)
    assert int(chain.rpc.call("eth_call", {"to": NEW}, "latest"), 16) == 42


def test_system_contract__gets_new_code_and_keeps_its_storage(chain, deploy, system_info):
    implementation = derived_address(CODE)
    place(chain, implementation, CODE)
    context = constants.L2_SYSTEM_CONTEXT
    deploy(SYSTEM_PROXY, system_info, context)
    assert chain.rpc.storage(context, IMPLEMENTATION_SLOT) == int(implementation, 16)
    assert chain.rpc.storage(context, 0) == L1


def test_system_contract__other_code_at_the_derived_address__reverts(chain, deploy, system_info):
    implementation = derived_address(CODE)
    place(chain, implementation, CODE + b"\0")
    with reverts("ZKsyncOSNotForceDeployForExistingContract", implementation):
        deploy(SYSTEM_PROXY, system_info)


def test_system_contract__code_not_placed__reverts(chain, deploy, system_info):
    with reverts("DeployFailed"):
        deploy(SYSTEM_PROXY, system_info)
    place(chain, derived_address(CODE), CODE)
    with reverts("DeployFailed"):
        deploy(SYSTEM_PROXY, system_info)


def test_system_contract__precompile__reverts(chain, deploy, system_info):
    place(chain, derived_address(CODE), CODE)
    target = "0x00000000000000000000000000000000000000ff"
    with reverts("ZKsyncOSNotForceDeployToPrecompileAddress", target):
        deploy(SYSTEM_PROXY, system_info, target)


@pytest.mark.parametrize("at", [31, 63, 95, 223])
def test_system_contract__not_canonical__reverts(deploy, system_info, at):
    info = bytearray(system_info)
    info[at] += 1
    with reverts("NonCanonicalRepresentation"):
        deploy(SYSTEM_PROXY, bytes(info))


def test_deployer__of_others__reverts(chain, user):
    with reverts("Unauthorized", user):
        chain["ZKOSContractDeployer"].setBytecodeDetailsEVM(
            NEW, bytes(32), 0, bytes(32), sender=user
        )


def test_deployer__hook_that_did_nothing__reverts(chain):
    upgrader = chain.sender(constants.L2_COMPLEX_UPGRADER)
    with reverts("SetBytecodeOnAddressHookFailed"):
        chain["ZKOSContractDeployer"].setBytecodeDetailsEVM(
            NEW, bytes(32), len(CODE), keccak256(CODE), sender=upgrader
        )


# --- proxies ---


@pytest.fixture
def new_proxy(chain):
    place(chain, NEW, load_artifact("SystemContractProxy").runtime_bytes)
    return Contract.at(chain.rpc, NEW, "SystemContractProxy")


def force_init_admin(address):
    return selector("forceInitAdmin(address)") + encode(["address"], [address])


def test_force_init_admin__once(chain, new_proxy):
    upgrader = chain.sender(constants.L2_COMPLEX_UPGRADER)
    with reverts("NonEmptyMsgValue"):
        new_proxy.send_raw(force_init_admin(DELEGATE), sender=upgrader, value=1)
    receipt = new_proxy.send_raw(force_init_admin(DELEGATE), sender=upgrader)
    [event] = new_proxy.events(receipt, "AdminChanged")
    assert tuple(event.inputs.values()) == (ZERO, DELEGATE)
    with reverts("SystemContractProxyInitialized"):
        new_proxy.send_raw(force_init_admin(NEW), sender=upgrader)


def test_admin_calls__of_others__are_the_implementations(chain, user):
    """The messenger's fallback answers, whichever of the proxy's selectors it is."""
    messenger = chain["L1MessengerZKOS"]
    for function in ("upgradeTo(address)", "admin()", "changeAdmin(address)", "implementation()"):
        with reverts("NotSelfCall"):
            messenger.send_raw(selector(function) + bytes(32), sender=user)
    with reverts("NotSelfCall"):
        messenger.send_raw(force_init_admin(user.address), sender=user)


def test_proxy_admin__forced_owner(chain, user):
    admin = Contract.at(chain.rpc, constants.L2_PROXY_ADMIN, "SystemContractProxyAdmin")
    assert admin.owner() == constants.L2_COMPLEX_UPGRADER
    with reverts("Unauthorized", user):
        admin.forceSetOwner(user, sender=user)
    with reverts("Error", "Ownable: caller is not the owner"):
        admin.upgrade(constants.L2_MESSENGER, NEW, sender=user)
    admin.forceSetOwner(user, sender=chain.sender(constants.L2_COMPLEX_UPGRADER))
    assert admin.owner() == user.address
    assert admin.getProxyAdmin(constants.L2_MESSENGER) == admin.address


# --- system context ---


def test_settlement_layer__first_is_no_migration(chain):
    assert chain["SystemContext"].currentSettlementLayerChainId() == L1
    assert chain["L2ChainAssetHandler"].migrationNumber(CHAIN) == 0


def test_settlement_layer__each_change_is_one(chain):
    bootloader = chain.sender(constants.L2_BOOTLOADER)
    context, handler = chain["SystemContext"], chain["L2ChainAssetHandler"]
    for number, layer in enumerate((506, L1), 1):
        receipt = context.setSettlementLayerChainId(layer, sender=bootloader)
        [event] = context.events(receipt, "SettlementLayerChainIdUpdated")
        assert event.inputs["_newSettlementLayerChainId"] == layer
        assert handler.migrationNumber(CHAIN) == number
    assert context.setSettlementLayerChainId(L1, sender=bootloader).logs == ()
    assert handler.migrationNumber(CHAIN) == 2


def test_settlement_layer__of_others__reverts(chain, user):
    with reverts("Unauthorized", user):
        chain["SystemContext"].setSettlementLayerChainId(1, sender=user)
    with reverts("NotSystemContext", user):
        chain["L2ChainAssetHandler"].setSettlementLayerChainId(0, 1, sender=user)
