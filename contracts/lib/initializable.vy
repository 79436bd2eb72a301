# pragma version 0.4.3
"""
@title Initialisers
@license MIT
@notice Lets a contract behind a proxy be initialised once a version, and never the implementation
        itself: its constructor calls `_disable()`.
"""

event Initialized:
    version: uint8


_initialized: uint8


@internal
def _start(version: uint8):
    """
    @dev Claim `version`. Reverts if that version or a later one ran already.
    """
    assert self._initialized < version, "Initializable: contract is already initialized"
    self._initialized = version
    log Initialized(version=version)


@internal
def _disable():
    """
    @dev No initialiser will ever run here.
    """
    self._initialized = max_value(uint8)
    log Initialized(version=max_value(uint8))
