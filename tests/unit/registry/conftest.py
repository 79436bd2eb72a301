"""A bridgehub with a programmable ecosystem around it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from eth_abi.abi import encode

from garter.chain import Contract
from garter.protocol.hashing import keccak256
from tests.support import Mock, clone

ZERO = "0x" + "00" * 20
L1 = 31337  # the local L1, see garter.local.l1
CHAIN = 270_271
GATEWAY = 506
TOKEN_ASSET = b"\xa5" * 32
CTM_WORD_TYPES = ["uint256", "address", "bytes32"]


def asset_id(chain_id: int, tracker: str, data: bytes) -> bytes:
    return keccak256(encode(CTM_WORD_TYPES, [chain_id, tracker, data]))


def word(address: str) -> bytes:
    return bytes(12) + bytes.fromhex(address[2:])


NATIVE_TOKEN_VAULT = "0x0000000000000000000000000000000000010004"
ETH_ASSET = asset_id(L1, NATIVE_TOKEN_VAULT, word("0x" + "00" * 19 + "01"))

CREATE_NEW_CHAIN = "createNewChain(uint256,bytes32,address,bytes,bytes[])"
ADD_NEW_CHAIN = "addNewChain(uint256,uint256)"
DEPOSIT_BASE_TOKEN = "bridgehubDepositBaseToken(uint256,bytes32,address,uint256)"
REQUEST = (
    "bridgehubRequestL2Transaction("
    "(address,address,uint256,uint256,bytes,uint256,uint256,bytes[],address))"
)


@dataclass
class Ecosystem:
    """The bridgehub's counterparts."""

    router: Mock
    message_root: Mock
    asset_handler: Mock
    ctm: Mock
    chain: Mock


@pytest.fixture
def mock(rpc, governor):
    """A fresh counterpart at each call."""
    return lambda: Mock(rpc, governor)


@pytest.fixture
def bridgehub(rpc, governor):
    implementation = Contract.deploy(rpc, "L1Bridgehub", governor.address, 100, sender=governor)
    proxy = clone(implementation, sender=governor)
    proxy.initialize(governor.address, sender=governor)
    return proxy


@pytest.fixture
def ecosystem(bridgehub, mock, governor, admin, ctm_deployer):
    """Counterparts known to the bridgehub; `ctm` answers with the diamond `chain`."""
    parts = Ecosystem(mock(), mock(), mock(), mock(), mock())
    parts.router.returns(DEPOSIT_BASE_TOKEN, [], [])
    parts.message_root.returns(ADD_NEW_CHAIN, [], [])
    parts.ctm.returns(CREATE_NEW_CHAIN, ["address"], [parts.chain])
    bridgehub.setAddresses(
        parts.router,
        ctm_deployer,
        parts.message_root,
        parts.asset_handler,
        ZERO,
        sender=governor,
    )
    bridgehub.addChainTypeManager(parts.ctm, sender=governor)
    bridgehub.setPendingAdmin(admin, sender=governor)
    bridgehub.acceptAdmin(sender=admin)
    return parts


@pytest.fixture(scope="session")
def ctm_deployer():
    """Stands for the CTM deployment tracker as a sender."""
    from tests.conftest import role

    return role("council")


@pytest.fixture
def handler(ecosystem, rpc):
    """The chain asset handler as a sender."""
    from garter.chain import Impersonated

    rpc.call("anvil_setBalance", ecosystem.asset_handler.address, hex(10**20))
    return Impersonated(ecosystem.asset_handler.address)


@pytest.fixture
def create_chain(bridgehub, ecosystem, admin, chain_admin):
    """Create a chain; any argument can be replaced."""

    def create(chain_id=CHAIN, *, ctm=None, asset=ETH_ASSET, sender=admin, data=b"\x01", deps=()):
        return bridgehub.createNewChain(
            chain_id,
            ecosystem.ctm if ctm is None else ctm,
            asset,
            7,
            chain_admin,
            data,
            list(deps),
            sender=sender,
        )

    return create
