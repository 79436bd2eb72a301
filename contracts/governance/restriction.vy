# pragma version 0.4.3
"""
@title What every restriction has
@license MIT
@notice The answer by which a ChainAdmin tells a restriction from another contract.
"""

RESTRICTION_MAGIC: constant(bytes32) = keccak256("Restriction")


@external
@view
def getSupportsRestrictionMagic() -> bytes32:
    """
    @notice keccak256("Restriction").
    """
    return RESTRICTION_MAGIC
