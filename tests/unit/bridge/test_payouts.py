"""What the router, the vault and the tracker check of what the nullifier found proved.

Whole paths with real proofs are in tests/security (attacks 8 to 12 and 28).
"""

from __future__ import annotations

import pytest

from garter.chain import Contract, Impersonated
from garter.protocol.assets import MintData, TokenData, asset_id, ntv_asset_id
from tests.support import Mock, reverts
from tests.support.bridge import CHAIN_ID, MAX, NOBODY, burn_data, request

FAILURE, SUCCESS = 0, 1
HOME = "0x" + "c0" * 20


def funded(rpc, contract) -> Impersonated:
    rpc.call("anvil_setBalance", contract.address, hex(10**20))
    return Impersonated(contract.address)


@pytest.fixture
def as_nullifier(bridge, rpc):
    return funded(rpc, bridge.nullifier)


@pytest.fixture
def as_router(bridge, rpc):
    return funded(rpc, bridge.router)


@pytest.fixture
def as_vault(bridge, rpc):
    """Sends for the vault, whose ETH is left as it is."""
    return Impersonated(bridge.vault.address)


def mint_data(receiver, amount, token=NOBODY, metadata=b""):
    return MintData(NOBODY, receiver.address, token, amount, metadata).encode()


@pytest.fixture
def deposited(bridge, token, asset, depositor):
    """500 of the token on the chain."""
    token.approve(bridge.vault, 500, sender=depositor)
    bridge.deposit(depositor, request(asset, burn_data(500, depositor)))
    return asset


# --- router ---


def test_finalize__unknown_asset__becomes_the_vaults(bridge, as_nullifier, stranger):
    own = ntv_asset_id(CHAIN_ID, HOME)
    metadata = TokenData.of(CHAIN_ID, "Own", "OWN", 6).encode()
    data = mint_data(stranger, 5, HOME, metadata)
    receipt = bridge.router.finalizeDeposit(CHAIN_ID, own, data, sender=as_nullifier)
    assert bridge.router.assetHandlerAddress(own) == bridge.vault.address
    [handler] = bridge.router.events(receipt, "AssetHandlerRegistered")
    assert (handler.assetId, handler._assetHandlerAddress) == (own, bridge.vault.address)
    [event] = bridge.router.events(receipt, "DepositFinalizedAssetRouter")
    assert (event.chainId, event.assetId, event.assetData) == (CHAIN_ID, own, data)


def test_finalize__other_handler__gets_data_and_value(rpc, bridge, governor, council, as_nullifier):
    handler = Mock(rpc, governor)
    mint = "bridgeMint(uint256,bytes32,bytes)"
    handler.returns(mint, [], [])
    bridge.router.setAssetDeploymentTracker(b"\7" * 32, council, sender=governor)
    bridge.router.setAssetHandlerAddressThisChain(b"\7" * 32, handler, sender=council)
    asset = asset_id(bridge.l1, b"\7" * 32, council.address)
    longest = b"\x05" * 10_080
    bridge.router.finalizeDeposit(CHAIN_ID, asset, longest, sender=as_nullifier, value=3)
    assert handler.calls(mint) == 1
    assert longest in handler.last_calldata(mint)
    assert rpc.balance(handler.address) == 3


def test_confirm__tells_the_handler_and_logs_failures_only(
    rpc, bridge, governor, council, as_nullifier, depositor
):
    handler = Mock(rpc, governor)
    confirm = "bridgeConfirmTransferResult(uint256,uint8,bytes32,address,bytes)"
    handler.returns(confirm, [], [])
    bridge.router.setAssetDeploymentTracker(b"\7" * 32, council, sender=governor)
    bridge.router.setAssetHandlerAddressThisChain(b"\7" * 32, handler, sender=council)
    asset = asset_id(bridge.l1, b"\7" * 32, council.address)
    for status, logged in ((SUCCESS, 0), (FAILURE, 1)):
        receipt = bridge.router.bridgeConfirmTransferResult(
            CHAIN_ID, status, depositor, asset, b"what was sent", sender=as_nullifier
        )
        events = bridge.router.events(receipt, "ClaimedFailedDepositAssetRouter")
        assert len(events) == logged
    assert handler.calls(confirm) == 2


def test_confirm__without_a_handler__reverts(bridge, as_nullifier, depositor):
    with reverts("AssetHandlerDoesNotExist", b"\1" * 32):
        bridge.router.bridgeConfirmTransferResult(
            CHAIN_ID, FAILURE, depositor, b"\1" * 32, b"", sender=as_nullifier
        )


def test_confirm__router_paused__reverts(bridge, governor, as_nullifier, asset, depositor):
    bridge.router.pause(sender=governor)
    with reverts("Error", "Pausable: paused"):
        bridge.router.bridgeConfirmTransferResult(
            CHAIN_ID, FAILURE, depositor, asset, b"", sender=as_nullifier
        )


@pytest.mark.parametrize("caller", ["stranger", "governor", "as_router", "as_vault"])
def test_router__others_than_the_nullifier__revert(request, bridge, asset, caller):
    sender = request.getfixturevalue(caller)
    with reverts("Unauthorized", sender):
        bridge.router.call("finalizeDeposit", (CHAIN_ID, asset, b""), caller=sender)
    with reverts("Unauthorized", sender):
        bridge.router.call(
            "bridgeConfirmTransferResult", (CHAIN_ID, 0, NOBODY, asset, b""), caller=sender
        )


# --- vault ---


def test_bridge_mint__token__leaves_and_is_booked(bridge, token, deposited, as_router, stranger):
    receipt = bridge.vault.bridgeMint(
        CHAIN_ID, deposited, mint_data(stranger, 200), sender=as_router
    )
    assert token.balanceOf(stranger) == 200
    assert token.balanceOf(bridge.vault) == 300
    assert bridge.tracker.chainBalance(CHAIN_ID, deposited) == 300
    [event] = bridge.vault.events(receipt, "BridgeMint")
    assert (event.chainId, event.assetId, event.receiver, event.amount) == (
        CHAIN_ID,
        deposited,
        stranger.address,
        200,
    )


def test_bridge_mint__eth(rpc, bridge, eth, as_router, depositor):
    bridge.deposit_base(depositor, eth, 70, value=70)
    receiver = Impersonated("0x" + "ab" * 20)
    bridge.vault.bridgeMint(CHAIN_ID, eth, mint_data(receiver, 30), sender=as_router)
    assert rpc.balance(receiver.address) == 30
    assert rpc.balance(bridge.vault.address) == bridge.tracker.chainBalance(CHAIN_ID, eth) == 40


def test_bridge_mint__asset_nobody_registered__reverts(bridge, as_router, stranger):
    with reverts("EmptyData"):
        bridge.vault.bridgeMint(CHAIN_ID, b"\1" * 32, mint_data(stranger, 1), sender=as_router)


def test_bridge_mint__metadata_of_another_version__reverts(bridge, as_router, stranger):
    data = mint_data(stranger, 1, HOME, b"\2" + bytes(64))
    with reverts("UnsupportedEncodingVersion"):
        bridge.vault.bridgeMint(CHAIN_ID, b"\1" * 32, data, sender=as_router)


@pytest.mark.parametrize("amount", [501, MAX])
def test_bridge_mint__more_than_the_chain_has__reverts(
    bridge, deposited, as_router, stranger, amount
):
    with reverts("InsufficientChainBalance", CHAIN_ID, deposited, amount):
        bridge.vault.bridgeMint(CHAIN_ID, deposited, mint_data(stranger, amount), sender=as_router)


def test_confirm__failure__pays_back(bridge, token, deposited, as_router, depositor):
    before = token.balanceOf(depositor)
    bridge.vault.bridgeConfirmTransferResult(
        CHAIN_ID, FAILURE, deposited, depositor, burn_data(500, depositor), sender=as_router
    )
    assert token.balanceOf(depositor) == before + 500
    assert bridge.tracker.chainBalance(CHAIN_ID, deposited) == 0


@pytest.mark.parametrize(
    ("status", "data", "error"),
    [
        (SUCCESS, b"", "OnlyFailureStatusAllowed"),
        (2, b"", "OnlyFailureStatusAllowed"),
        (FAILURE, b"", "InvalidNTVBurnData"),
        (FAILURE, bytes(95), "InvalidNTVBurnData"),
        (FAILURE, bytes(97), "InvalidNTVBurnData"),
        (FAILURE, bytes(96), "NoFundsTransferred"),
    ],
)
def test_confirm__what_cannot_be_paid_back__reverts(
    bridge, deposited, as_router, depositor, status, data, error
):
    with reverts(error):
        bridge.vault.bridgeConfirmTransferResult(
            CHAIN_ID, status, deposited, depositor, data, sender=as_router
        )


def test_confirm__asset_nobody_registered__reverts(bridge, as_router, depositor):
    with reverts("AssetIdNotRegistered", b"\1" * 32):
        bridge.vault.bridgeConfirmTransferResult(
            CHAIN_ID, FAILURE, b"\1" * 32, depositor, burn_data(1, depositor), sender=as_router
        )


def payments(bridge, asset, account):
    return (
        ("bridgeMint", (CHAIN_ID, asset, mint_data(account, 1))),
        (
            "bridgeConfirmTransferResult",
            (CHAIN_ID, FAILURE, asset, account, burn_data(1, account)),
        ),
    )


@pytest.mark.parametrize("caller", ["stranger", "governor", "as_nullifier"])
def test_payments__others_than_the_router__revert(request, bridge, deposited, stranger, caller):
    sender = request.getfixturevalue(caller)
    for name, arguments in payments(bridge, deposited, stranger):
        with reverts("Unauthorized", sender):
            bridge.vault.call(name, arguments, caller=sender)


def test_payments__with_eth__revert(bridge, deposited, as_router, stranger):
    for name, arguments in payments(bridge, deposited, stranger):
        with reverts("NonEmptyMsgValue"):
            bridge.vault.call(name, arguments, caller=as_router, value=1)


def test_payments__paused__revert_until_unpaused(bridge, governor, deposited, as_router, stranger):
    bridge.vault.pause(sender=governor)
    for name, arguments in payments(bridge, deposited, stranger):
        with reverts("Error", "Pausable: paused"):
            bridge.vault.call(name, arguments, caller=as_router)
    bridge.vault.unpause(sender=governor)
    for name, arguments in payments(bridge, deposited, stranger):
        bridge.vault.transact(name, arguments, sender=as_router)


def test_token_address__is_told_before_and_after(rpc, bridge, as_router, stranger):
    vault = bridge.vault
    own = ntv_asset_id(CHAIN_ID, HOME)
    metadata = TokenData.of(CHAIN_ID, "Own", "OWN", 6).encode()
    expected = vault.calculateCreate2TokenAddress(CHAIN_ID, HOME)
    assert rpc.code(expected) == b""
    assert (vault.tokenAddress(own), vault.originChainId(own)) == (NOBODY, 0)
    assert vault.originToken(own) == NOBODY
    assert vault.tokenDataOriginChainId(metadata) == CHAIN_ID
    count = vault.bridgedTokensCount()
    vault.bridgeMint(CHAIN_ID, own, mint_data(stranger, 5, HOME, metadata), sender=as_router)
    assert (vault.tokenAddress(own), vault.originChainId(own)) == (expected, CHAIN_ID)
    assert vault.assetId(expected) == own
    assert vault.originToken(own).lower() == HOME
    assert vault.bridgedTokens(count) == own
    assert vault.tokenIndex(own) == count
    assert vault.bridgedTokenBeacon() == bridge.beacon.address
    token = Contract.at(rpc, expected, "BridgedStandardERC20")
    assert token.nativeTokenVault() == vault.address
    assert bridge.tracker.chainBalance(CHAIN_ID, own) == MAX - 5


def test_origin_chain__of_metadata_without_one__is_l1(bridge):
    zero = TokenData.of(0, "T", "T", 1).encode()
    assert bridge.vault.tokenDataOriginChainId(zero) == bridge.l1
    assert bridge.vault.tokenDataOriginChainId(b"\0" * 32) == bridge.l1
    with reverts("EmptyData"):
        bridge.vault.tokenDataOriginChainId(b"")
    with reverts("UnsupportedEncodingVersion"):
        bridge.vault.tokenDataOriginChainId(b"\2")


def test_chains_token__deposited_to_another_chain__carries_its_origin(
    rpc, bridge, as_router, depositor, stranger
):
    own = ntv_asset_id(CHAIN_ID, HOME)
    metadata = TokenData.of(CHAIN_ID, "Own", "OWN", 6).encode()
    bridge.vault.bridgeMint(
        CHAIN_ID, own, mint_data(depositor, 5, HOME, metadata), sender=as_router
    )
    answer = bridge.vault.call(
        "bridgeBurn",
        (CHAIN_ID + 1, 0, own, depositor, burn_data(2, stranger)),
        caller=as_router,
    )
    mint = MintData.decode(answer)
    assert mint.origin_token.lower() == HOME
    assert (mint.amount, mint.receiver.lower()) == (2, stranger.address.lower())
    assert mint.metadata == metadata
    with reverts("NonEmptyMsgValue"):
        bridge.vault.call(
            "bridgeBurn",
            (CHAIN_ID, 0, own, depositor, burn_data(2, stranger)),
            caller=as_router,
            value=1,
        )


# --- tracker ---


def test_decrease__moves_back_to_l1(bridge, deposited, as_vault):
    before = bridge.tracker.chainBalance(bridge.l1, deposited)
    bridge.tracker.call(
        "handleChainBalanceDecreaseOnL1", (CHAIN_ID, deposited, 500), caller=as_vault
    )
    with reverts("InsufficientChainBalance", CHAIN_ID, deposited, 501):
        bridge.tracker.call(
            "handleChainBalanceDecreaseOnL1", (CHAIN_ID, deposited, 501), caller=as_vault
        )
    assert bridge.tracker.chainBalance(bridge.l1, deposited) == before == MAX - 500


def test_decrease__others_than_the_vault__revert(bridge, deposited, stranger, as_router):
    for caller in (stranger, as_router):
        with reverts("Unauthorized", caller):
            bridge.tracker.call(
                "handleChainBalanceDecreaseOnL1", (CHAIN_ID, deposited, 1), caller=caller
            )


def test_decrease__unknown_asset__reverts(bridge, as_vault):
    with reverts("AssetIdNotRegistered", b"\1" * 32):
        bridge.tracker.call(
            "handleChainBalanceDecreaseOnL1", (CHAIN_ID, b"\1" * 32, 0), caller=as_vault
        )
