# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title Beacon proxy
@license MIT
@notice Runs, on its own storage, the code that its beacon names at the time of each call. The
        bridged tokens are such proxies.
@dev Nobody has a role here; the beacon's owner upgrades. The beacon never changes, so calls read it
     from code; the ERC-1967 slot is for explorers.
@custom:source OpenZeppelin 4.9, BeaconProxy
"""
from contracts.lib import limits
from contracts.proxy import erc1967

initializes: erc1967

BEACON: immutable(address)


@deploy
@payable
def __init__(beacon: address, data: Bytes[limits.MAX_INITIALIZER]):
    """
    @notice Follow `beacon`, and run `data` on its code unless empty.
    """
    BEACON = beacon
    erc1967._set_beacon(beacon)
    if len(data) > 0:
        raw_call(
            staticcall erc1967.IBeacon(beacon).implementation(), data, is_delegate_call=True
        )


@external
@payable
@raw_return
def __default__() -> Bytes[limits.MAX_BEACON_PROXY_RETURN]:
    # A longer answer reverts in `convert`: it must not arrive cut short.
    return convert(
        raw_call(
            staticcall erc1967.IBeacon(BEACON).implementation(),
            msg.data,
            max_outsize=limits.MAX_BEACON_PROXY_RETURN + 32,
            is_delegate_call=True,
        ),
        Bytes[limits.MAX_BEACON_PROXY_RETURN],
    )
