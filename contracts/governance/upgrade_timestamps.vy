# pragma version 0.4.3
"""
@title When a chain's servers should expect an upgrade
@license MIT
@notice Shared by the two kinds of chain admin. Who may set a time is their matter.
"""
from contracts.governance import governance_errors

event UpdateUpgradeTimestamp:
    _protocolVersion: indexed(uint256)
    _upgradeTimestamp: uint256


# Protocol version to upgrade *from* => seconds; 0 is never, 1 is at once.
protocolVersionToUpgradeTimestamp: public(HashMap[uint256, uint256])


@internal
def _set(protocol_version: uint256, upgrade_timestamp: uint256):
    if upgrade_timestamp == 0:
        governance_errors.ZeroUpgradeTimestamp()
    self.protocolVersionToUpgradeTimestamp[protocol_version] = upgrade_timestamp
    log UpdateUpgradeTimestamp(
        _protocolVersion=protocol_version, _upgradeTimestamp=upgrade_timestamp
    )
