"""Deposits on a chain: the router's two entries, the vault, the tracker, and what they cost."""

from __future__ import annotations

import pytest
from eth_abi.abi import decode, encode
from eth_utils.address import to_checksum_address

from garter.chain import Contract, Impersonated
from garter.exceptions import ContractReverted
from garter.protocol.aliasing import apply_l1_to_l2_alias
from garter.protocol.assets import (
    MintData,
    TokenData,
    finalize_deposit_calldata,
    finalize_token_deposit_calldata,
    ntv_asset_id,
)
from garter.protocol.hashing import keccak256
from tests.support import Mock, reverts
from tests.support.chain_bridge import BASE_ASSET, L1_CHAIN_ID, L1_ROUTER, NOBODY, fund

L1_TOKEN = to_checksum_address("0x" + "aa" * 20)
ASSET = ntv_asset_id(L1_CHAIN_ID, L1_TOKEN)
USDC = TokenData.of(L1_CHAIN_ID, "USD Coin", "USDC", 6)
OTHER_CHAIN = 325
# What clients grant (quotes of zksync-js), and the limit with which a first bridging must fail.
GAS_FOR_KNOWN_TOKEN, GAS_FOR_NEW_TOKEN, TOO_LITTLE = 359_357, 1_719_988, 300_000


def minted(receiver, token=L1_TOKEN, amount=100, data: bytes = USDC.encode()) -> bytes:
    return MintData(NOBODY, receiver.address, token, amount, data).encode()


# --- the happy way ---


def test_finalize_deposit__first_of_a_token__deploys_what_was_predicted(chain, depositor):
    predicted = chain.router.l2TokenAddress(L1_TOKEN)
    assert chain.vault.l2TokenAddress(L1_TOKEN) == NOBODY
    assert chain.vault.originChainId(ASSET) == 0
    chain.arrive(L1_TOKEN, depositor, 100, USDC)
    token = chain.token(L1_TOKEN)
    assert token.address == predicted == chain.router.l2TokenAddress(L1_TOKEN)
    assert predicted == chain.vault.calculateCreate2TokenAddress(L1_CHAIN_ID, L1_TOKEN)
    assert (token.call("name"), token.symbol(), token.decimals()) == ("USD Coin", "USDC", 6)
    assert (token.balanceOf(depositor), token.totalSupply()) == (100, 100)
    assert (token.originToken(), token.assetId()) == (L1_TOKEN, ASSET)
    assert token.nativeTokenVault() == chain.vault.address


def test_finalize_deposit__first_of_a_token__enters_it(chain, depositor):
    count = chain.vault.bridgedTokensCount()
    chain.arrive(L1_TOKEN, depositor, 100, USDC)
    token = chain.token(L1_TOKEN).address
    vault = chain.vault
    assert (vault.assetId(token), vault.tokenAddress(ASSET)) == (ASSET, token)
    assert (vault.originChainId(ASSET), vault.originToken(ASSET)) == (L1_CHAIN_ID, L1_TOKEN)
    assert vault.bridgedTokensCount() == count + 1
    assert (vault.bridgedTokens(count), vault.tokenIndex(ASSET)) == (ASSET, count)
    assert chain.tracker.isAssetRegistered(ASSET)
    assert chain.router.assetHandlerAddress(ASSET) == vault.address
    assert chain.router.l1TokenAddress(token) == L1_TOKEN


def test_finalize_deposit__address_is_create2_of_the_vault(chain):
    from tests.unit.artifacts.test_beacon_proxy_code import EMBEDDED

    code = bytes.fromhex(EMBEDDED.read_text().split('x"')[1].split('"')[0])
    code += encode(["address", "bytes"], [chain.beacon.address, b""])
    for origin, salt in (
        (L1_CHAIN_ID, bytes.fromhex(L1_TOKEN[2:]).rjust(32, b"\0")),
        (OTHER_CHAIN, keccak256(encode(["uint256", "address"], [OTHER_CHAIN, L1_TOKEN]))),
    ):
        vault = bytes.fromhex(chain.vault.address[2:])
        expected = keccak256(b"\xff" + vault + salt + keccak256(code))[-20:]
        predicted = chain.vault.calculateCreate2TokenAddress(origin, L1_TOKEN)
        assert bytes.fromhex(predicted[2:]) == expected


def test_finalize_deposit__events(chain, depositor):
    receipt = chain.arrive(L1_TOKEN, depositor, 100, USDC)
    handler, finalized = chain.router.events(receipt)
    assert (handler.name, handler.assetId) == ("AssetHandlerRegistered", ASSET)
    assert (finalized.name, finalized.chainId, finalized.assetId) == (
        "DepositFinalizedAssetRouter",
        L1_CHAIN_ID,
        ASSET,
    )
    assert finalized.assetData == minted(depositor)
    [event] = chain.vault.events(receipt)
    assert (event.name, event.chainId, event.assetId) == ("BridgeMint", L1_CHAIN_ID, ASSET)
    assert (event.receiver, event.amount) == (depositor.address, 100)


def test_finalize_deposit__both_entries__do_the_same(chain, depositor):
    chain.arrive(L1_TOKEN, depositor, 100, USDC)
    calldata = finalize_deposit_calldata(L1_CHAIN_ID, ASSET, minted(depositor))
    assert chain.router.calldata("finalizeDeposit", L1_CHAIN_ID, ASSET, minted(depositor)) == (
        calldata
    )
    receipt = chain.router.send_raw(calldata, sender=chain.l1_router)
    assert chain.token(L1_TOKEN).balanceOf(depositor) == 200
    [event] = chain.router.events(receipt)
    assert event.assetData == minted(depositor)


def test_finalize_deposit__calldata_of_a_token_of_l1__is_what_python_says(chain, depositor):
    arguments = (NOBODY, depositor.address, L1_TOKEN, 5, USDC.encode())
    assert chain.router.calldata("finalizeDeposit", *arguments) == (
        finalize_token_deposit_calldata(*arguments)
    )


def test_finalize_deposit__token_of_another_chain(chain, depositor):
    data = TokenData.of(OTHER_CHAIN, "Elsewhere", "ELS", 18).encode()
    asset = ntv_asset_id(OTHER_CHAIN, L1_TOKEN)
    chain.router.finalizeDeposit(
        L1_CHAIN_ID, asset, minted(depositor, data=data), sender=chain.l1_router
    )
    token = chain.vault.tokenAddress(asset)
    assert token == chain.vault.calculateCreate2TokenAddress(OTHER_CHAIN, L1_TOKEN)
    assert chain.vault.originChainId(asset) == OTHER_CHAIN
    assert chain.router.l1TokenAddress(token) == NOBODY
    assert chain.vault.l2TokenAddress(L1_TOKEN) == NOBODY


def test_finalize_deposit__metadata_in_the_old_encoding__is_of_l1(chain, depositor):
    data = encode(["bytes"] * 3, [USDC.name, USDC.symbol, USDC.decimals])
    assert chain.vault.tokenDataOriginChainId(data) == L1_CHAIN_ID
    chain.router.finalizeDeposit(
        L1_CHAIN_ID, ASSET, minted(depositor, data=data), sender=chain.l1_router
    )
    assert chain.token(L1_TOKEN).symbol() == "USDC"


@pytest.mark.parametrize("metadata", [b"", b"\0" * 32, b"\xff" * 511], ids=["none", "zero", "odd"])
def test_finalize_deposit__odd_metadata__does_not_stop_a_deposit(chain, depositor, metadata):
    data = TokenData(L1_CHAIN_ID, metadata, metadata, metadata[:32])
    chain.arrive(L1_TOKEN, depositor, 7, data)
    assert chain.token(L1_TOKEN).balanceOf(depositor) == 7


def test_finalize_deposit__later_metadata__is_not_looked_at(chain, depositor):
    chain.arrive(L1_TOKEN, depositor, 7, USDC)
    chain.router.finalizeDeposit(
        L1_CHAIN_ID, ASSET, minted(depositor, data=b""), sender=chain.l1_router
    )
    assert chain.token(L1_TOKEN).balanceOf(depositor) == 107


# --- who may ---


def test_finalize_deposit__not_the_router_of_l1__reverts(rpc, chain, depositor, governor):
    plain = Impersonated(L1_ROUTER)  # without the alias: whoever has that address here
    twice = Impersonated(apply_l1_to_l2_alias(chain.l1_router.address))
    fund(rpc, plain, twice)
    for caller in (plain, twice, chain.upgrader, governor, depositor):
        with reverts("Unauthorized", caller):
            chain.router.finalizeDeposit(
                NOBODY, depositor, L1_TOKEN, 1, USDC.encode(), sender=caller
            )
        with reverts("Unauthorized", caller):
            chain.router.finalizeDeposit(L1_CHAIN_ID, ASSET, minted(depositor), sender=caller)
        with reverts("Unauthorized", caller):
            chain.router.setAssetHandlerAddress(L1_CHAIN_ID, ASSET, depositor, sender=caller)


@pytest.mark.parametrize("origin", [0, OTHER_CHAIN])
def test_finalize_deposit__another_origin_than_l1__reverts(chain, depositor, origin):
    with reverts("Unauthorized", chain.l1_router):
        chain.router.finalizeDeposit(origin, ASSET, minted(depositor), sender=chain.l1_router)
    with reverts("Unauthorized", chain.l1_router):
        chain.router.setAssetHandlerAddress(origin, ASSET, depositor, sender=chain.l1_router)


def test_bridge_mint__not_the_router__reverts(chain, depositor):
    for caller in (depositor, chain.l1_router):
        with reverts("Unauthorized", caller):
            chain.vault.bridgeMint(L1_CHAIN_ID, ASSET, minted(depositor), sender=caller)


# --- what may not ---


def test_finalize_deposit__base_token__reverts(chain, depositor):
    with reverts("AssetIdNotSupported", BASE_ASSET):
        chain.router.finalizeDeposit(
            L1_CHAIN_ID, BASE_ASSET, minted(depositor), sender=chain.l1_router
        )
    with reverts("AssetIdNotSupported", BASE_ASSET):
        chain.arrive("0x" + "00" * 19 + "01", depositor, 1, USDC)


def test_finalize_deposit__value__reverts(chain, depositor):
    arguments = (NOBODY, depositor, L1_TOKEN, 1, USDC.encode())
    with reverts("NonEmptyMsgValue"):
        chain.router.finalizeDeposit(*arguments, sender=chain.l1_router, value=1)
    with reverts("NonEmptyMsgValue"):
        chain.router.finalizeDeposit(
            L1_CHAIN_ID, ASSET, minted(depositor), sender=chain.l1_router, value=1
        )


def test_finalize_deposit__squatted_asset_id__reverts(chain, depositor):
    """Neither an id of nothing, nor another token's, nor the right token of a wrong chain."""
    wrong_chain = TokenData.of(OTHER_CHAIN, "USD Coin", "USDC", 6).encode()
    for asset, token, data, expected in (
        (keccak256(b"mine"), L1_TOKEN, USDC.encode(), ASSET),
        (ASSET, L1_ROUTER, USDC.encode(), ntv_asset_id(L1_CHAIN_ID, L1_ROUTER)),
        (ASSET, L1_TOKEN, wrong_chain, ntv_asset_id(OTHER_CHAIN, L1_TOKEN)),
    ):
        with reverts("AssetIdMismatch", expected, asset):
            chain.router.finalizeDeposit(
                L1_CHAIN_ID, asset, minted(depositor, token, data=data), sender=chain.l1_router
            )


def test_finalize_deposit__stand_in_for_a_token_of_this_chain__reverts(rpc, chain, depositor):
    here = TokenData.of(rpc.chain_id(), "Fake", "FAKE", 18).encode()
    asset = ntv_asset_id(rpc.chain_id(), L1_TOKEN)
    with reverts("DeployingBridgedTokenForNativeToken"):
        chain.router.finalizeDeposit(
            L1_CHAIN_ID, asset, minted(depositor, data=here), sender=chain.l1_router
        )


def test_finalize_deposit__metadata_that_is_none__reverts(chain, depositor):
    for data, error in ((b"", "EmptyData"), (b"\x02", "UnsupportedEncodingVersion")):
        with reverts(error):
            chain.router.finalizeDeposit(
                L1_CHAIN_ID, ASSET, minted(depositor, data=data), sender=chain.l1_router
            )
        with reverts(error):
            chain.vault.tokenDataOriginChainId(data)
    with reverts(""):
        chain.router.finalizeDeposit(
            L1_CHAIN_ID, ASSET, minted(depositor, data=USDC.encode()[:-96]), sender=chain.l1_router
        )


def test_finalize_deposit__no_token__reverts(chain, depositor):
    with reverts("ZeroAddress"):
        chain.arrive(NOBODY, depositor, 1, USDC)


def test_finalize_deposit__to_nobody__reverts(chain):
    with reverts("Error", "ERC20: mint to the zero address"):
        chain.arrive(L1_TOKEN, NOBODY, 1, USDC)


def test_finalize_deposit__more_data_than_a_token_can_have__reverts(chain, depositor):
    data = finalize_token_deposit_calldata(NOBODY, depositor.address, L1_TOKEN, 1, b"\1" * 1_500)
    with reverts("NonCanonicalRepresentation"):
        chain.router.send_raw(data, sender=chain.l1_router)


@pytest.mark.parametrize("data", [b"", b"\x9c", bytes(4), keccak256(b"l1SharedBridge()")[:4]])
def test_default__no_such_function__reverts_without_data(chain, depositor, data):
    for value in (0, 1):
        with reverts(""):
            chain.router.send_raw(data, sender=depositor, value=value)


def test_finalize_deposit__paused_vault__reverts(chain, depositor, governor):
    chain.vault.pause(sender=governor)
    with reverts("Error", "Pausable: paused"):
        chain.arrive(L1_TOKEN, depositor, 1, USDC)
    chain.vault.unpause(sender=governor)
    chain.arrive(L1_TOKEN, depositor, 1, USDC)


def test_pause__not_the_owner__reverts(chain, depositor):
    with reverts("Error", "Ownable: caller is not the owner"):
        chain.vault.pause(sender=depositor)


# --- other handlers ---


def test_set_asset_handler_address__deposits_go_there(rpc, chain, depositor, governor):
    handler = Mock(rpc, governor)
    handler.returns("bridgeMint(uint256,bytes32,bytes)", [], [])
    asset = keccak256(b"an asset of a tracker on L1")
    receipt = chain.router.setAssetHandlerAddress(
        L1_CHAIN_ID, asset, handler.address, sender=chain.l1_router
    )
    [event] = chain.router.events(receipt)
    assert (event.assetId, event._assetHandlerAddress) == (asset, handler.address)
    chain.router.finalizeDeposit(L1_CHAIN_ID, asset, b"data", sender=chain.l1_router, value=3)
    signature = "bridgeMint(uint256,bytes32,bytes)"
    assert handler.last_value(signature) == 3
    # Vyper sends its whole buffer, zeros behind the data included.
    assert decode(["uint256", "bytes32", "bytes"], handler.last_calldata(signature)[4:]) == (
        L1_CHAIN_ID,
        asset,
        b"data",
    )


def test_set_asset_handler_address_this_chain__only_the_vault_and_trackers(chain, depositor):
    with reverts("Unauthorized", depositor):
        chain.router.setAssetHandlerAddressThisChain(bytes(32), depositor, sender=depositor)


# --- gas: all that an L2 transaction costs, intrinsic and calldata included ---


def test_gas__what_clients_grant__is_enough(chain, depositor, stranger):
    longest = TokenData(L1_CHAIN_ID, *([encode(["string"], ["x" * 447])[:511]] * 2), USDC.decimals)
    assert chain.arrive(L1_ROUTER, depositor, 1, longest, gas=GAS_FOR_NEW_TOKEN).ok
    first = chain.arrive(L1_TOKEN, depositor, 1, USDC, gas=GAS_FOR_NEW_TOKEN)
    later = chain.arrive(L1_TOKEN, stranger, 1, USDC, gas=GAS_FOR_KNOWN_TOKEN)
    assert first.gas_used < GAS_FOR_NEW_TOKEN // 2
    assert later.gas_used < GAS_FOR_KNOWN_TOKEN // 2


def test_gas__first_bridging_with_too_little__fails_and_leaves_nothing(chain, depositor):
    with pytest.raises(ContractReverted):
        chain.arrive(L1_TOKEN, depositor, 1, USDC, gas=TOO_LITTLE)
    assert chain.vault.l2TokenAddress(L1_TOKEN) == NOBODY
    assert not chain.tracker.isAssetRegistered(ASSET)
    assert chain.arrive(L1_TOKEN, depositor, 1, USDC, gas=GAS_FOR_NEW_TOKEN).ok
    assert isinstance(chain.token(L1_TOKEN), Contract)
