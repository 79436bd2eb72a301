# pragma version 0.4.3
"""
@title A chain's pair of L1 DA validator and L2 commitment scheme
@license MIT
@notice Changes the pair. What pairs are good is the importing facet's matter: arriving on another
        layer sets none.
"""
from contracts.settlement import chain_storage

uses: chain_storage

event NewL1DAValidator:
    oldL1DAValidator: indexed(address)
    newL1DAValidator: indexed(address)

event NewL2DACommitmentScheme:
    oldL2DACommitmentScheme: indexed(uint8)
    newL2DACommitmentScheme: indexed(uint8)


@internal
def _change_da_pair(l1_validator: address, l2_scheme: uint8):
    old: chain_storage.DAPair = chain_storage._da_pair()
    chain_storage._set_da_pair(
        chain_storage.DAPair(l1Validator=l1_validator, l2Scheme=l2_scheme)
    )
    log NewL1DAValidator(oldL1DAValidator=old.l1Validator, newL1DAValidator=l1_validator)
    log NewL2DACommitmentScheme(
        oldL2DACommitmentScheme=old.l2Scheme, newL2DACommitmentScheme=l2_scheme
    )
