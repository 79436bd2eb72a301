# pragma version 0.4.3
"""
@title What each chain holds of each asset
@license MIT
@notice The books of an asset tracker. A registered asset's balances add up to 2**256 - 1, at first
        all of it on the chain that the asset comes from, so no chain can give out what it never
        received.
"""
from contracts.bridge import bridge_errors

chainBalance: public(HashMap[uint256, HashMap[bytes32, uint256]])  # chain id => asset id => amount
# Number of the migration that the chain's balance took part in; see `tokenMigrated`.
assetMigrationNumber: public(HashMap[uint256, HashMap[bytes32, uint256]])  # chain id => asset id
isAssetRegistered: public(HashMap[bytes32, bool])


@internal
def _register(asset_id: bytes32, origin_chain_id: uint256):
    """
    @dev Open the books of a new asset. The caller checks that it is new.
    """
    self.isAssetRegistered[asset_id] = True
    self.chainBalance[origin_chain_id][asset_id] = max_value(uint256)


@internal
def _move(source: uint256, target: uint256, asset_id: bytes32, amount: uint256):
    """
    @dev Move `amount` from one chain to another. Reverts AssetIdNotRegistered or
         InsufficientChainBalance.
    """
    self._debit(source, asset_id, amount)
    # Cannot overflow: all balances of an asset add up to 2**256 - 1.
    self.chainBalance[target][asset_id] = unsafe_add(self.chainBalance[target][asset_id], amount)


@internal
def _debit(chain_id: uint256, asset_id: bytes32, amount: uint256):
    """
    @dev Reverts AssetIdNotRegistered or InsufficientChainBalance.
    """
    balance: uint256 = self.chainBalance[chain_id][asset_id]
    # A balance above zero is proof of registration, which saves the usual case a read.
    if balance == 0:
        self._check_registered(asset_id)
    if balance < amount:
        bridge_errors.InsufficientChainBalance(chain_id, asset_id, amount)
    self.chainBalance[chain_id][asset_id] = unsafe_sub(balance, amount)


@internal
@view
def _check_registered(asset_id: bytes32):
    if not self.isAssetRegistered[asset_id]:
        bridge_errors.AssetIdNotRegistered(asset_id)


@internal
@view
def _never_held(chain_id: uint256, asset_id: bytes32) -> bool:
    """
    @dev Whether nothing of the asset is or was on the chain, so there is nothing to migrate.
    """
    return (
        self.chainBalance[chain_id][asset_id] == 0
        and self.assetMigrationNumber[chain_id][asset_id] == 0
    )
