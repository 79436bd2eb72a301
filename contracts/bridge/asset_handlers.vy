# pragma version 0.4.3
"""
@title Asset handlers
@license MIT
@notice Who holds an asset on this chain, and who may say so. An asset id contains the address of
        its deployment tracker, so nobody else can claim it.
"""
from contracts.bridge import bridge_errors
from contracts.lib import constants
from contracts.lib import data_encoding
from contracts.lib import errors

event AssetHandlerRegistered:
    assetId: indexed(bytes32)
    _assetHandlerAddress: indexed(address)

event AssetDeploymentTrackerSet:
    assetId: indexed(bytes32)
    assetDeploymentTracker: indexed(address)
    additionalData: indexed(bytes32)


assetHandlerAddress: public(HashMap[bytes32, address])  # asset id => handler
assetDeploymentTracker: public(HashMap[bytes32, address])  # asset id => tracker


@internal
def _set_handler_as_tracker(vault: address, registration_data: bytes32, handler: address):
    """
    @dev The sender, who is the vault or the tracker within the asset id, names the handler.
    """
    is_vault: bool = msg.sender == vault
    asset_id: bytes32 = data_encoding._asset_id(
        chain.id,
        registration_data,
        constants.L2_NATIVE_TOKEN_VAULT if is_vault else msg.sender,
    )
    if not is_vault and msg.sender != self.assetDeploymentTracker[asset_id]:
        errors.Unauthorized(msg.sender)
    self._set_handler(asset_id, handler)
    self._set_tracker(asset_id, msg.sender, registration_data)


@internal
def _set_handler(asset_id: bytes32, handler: address):
    self.assetHandlerAddress[asset_id] = handler
    log AssetHandlerRegistered(assetId=asset_id, _assetHandlerAddress=handler)


@internal
def _set_tracker(asset_id: bytes32, tracker: address, registration_data: bytes32):
    self.assetDeploymentTracker[asset_id] = tracker
    log AssetDeploymentTrackerSet(
        assetId=asset_id, assetDeploymentTracker=tracker, additionalData=registration_data
    )


@internal
@payable
def _counterpart_message(
    chain_id: uint256,
    original_caller: address,
    l2_value: uint256,
    asset_id: bytes32,
    handler: address,
) -> Bytes[100]:
    """
    @dev The call by which a chain learns the handler of an asset; the asset's tracker decides.
    """
    if msg.value != 0 or l2_value != 0:
        errors.NonEmptyMsgValue()
    tracker: address = self.assetDeploymentTracker[asset_id]
    if not tracker.is_contract:
        bridge_errors.AssetHandlerDoesNotExist(asset_id)
    # Nothing is returned: Vyper has no `staticcall` of such a function.
    raw_call(
        tracker,
        abi_encode(
            chain_id,
            asset_id,
            original_caller,
            handler,
            method_id=method_id("bridgeCheckCounterpartAddress(uint256,bytes32,address,address)"),
        ),
        is_static_call=True,
    )
    return abi_encode(
        chain.id,
        asset_id,
        handler,
        method_id=method_id("setAssetHandlerAddress(uint256,bytes32,address)"),
    )
