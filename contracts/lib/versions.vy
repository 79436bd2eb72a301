# pragma version 0.4.3
"""
@title Packed protocol versions
@license MIT
@notice A version is patch | minor << 32 | major << 64; v31.0 of the protocol is minor 31.
@custom:source era-contracts draft-v31, SemVer
"""


@internal
@pure
def _pack(major: uint32, minor: uint32, patch: uint32) -> uint256:
    return convert(major, uint256) << 64 | convert(minor, uint256) << 32 | convert(patch, uint256)


@internal
@pure
def _unpack(version: uint256) -> (uint32, uint32, uint32):
    """
    @notice Major, minor and patch. Bits above 96 do not count.
    """
    return (
        convert((version >> 64) & (2**32 - 1), uint32),
        convert((version >> 32) & (2**32 - 1), uint32),
        convert(version & (2**32 - 1), uint32),
    )
