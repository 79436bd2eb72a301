# pragma version 0.4.3
"""
@title Aliases of L1 contracts on L2
@license MIT
@notice A contract on L1 sends L2 transactions as its alias, because whoever owns its address on L2 may
        be somebody else.
@custom:source era-contracts draft-v31, AddressAliasHelper
"""

# Not the relay sender 0x1111111111111111111111111111111111111111.
OFFSET: constant(address) = 0x1111000000000000000000000000000000001111


@internal
@pure
def _apply(l1_address: address) -> address:
    """
    @notice The L2 sender of transactions from `l1_address`.
    """
    return convert(
        (convert(l1_address, uint256) + convert(OFFSET, uint256)) % 2**160, address
    )


@internal
@pure
def _undo(l2_address: address) -> address:
    """
    @notice The L1 contract whose alias is `l2_address`.
    """
    return convert(
        (convert(l2_address, uint256) + 2**160 - convert(OFFSET, uint256)) % 2**160, address
    )
