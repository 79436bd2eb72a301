# pragma version 0.4.3
"""
@title Deployer of the bridged tokens' beacon (0x1000b)
@license MIT
@notice Deploys the code of bridged tokens and the beacon that names it, so that the vault, which needs
        them, does not have to carry both.
@dev Roles: none. The addresses are CREATE2's with salt 0: the same on every chain for the same owner, and a
     second call for that owner reverts.
@custom:source era-contracts draft-v31, UpgradeableBeaconDeployer
"""
from contracts.bridge import bridged_token_code
from contracts.proxy import upgradeable_beacon_code


@external
def deployUpgradeableBeacon(owner: address) -> address:
    """
    @notice Deploy a beacon of `owner`'s. The token's code is shared with beacons made before.
    @return The beacon.
    @custom:errors ZeroAddress without owner
    """
    token: address = self._deploy_token()
    return raw_create(
        upgradeable_beacon_code.CREATION_CODE, token, owner, salt=empty(bytes32)
    )


@internal
def _deploy_token() -> address:
    address_hash: bytes32 = keccak256(
        concat(
            0xff,
            convert(self, bytes20),
            empty(bytes32),
            keccak256(bridged_token_code.CREATION_CODE),
        )
    )
    token: address = convert(convert(address_hash, uint256) & (2**160 - 1), address)
    if not token.is_contract:
        return raw_create(bridged_token_code.CREATION_CODE, salt=empty(bytes32))
    return token
