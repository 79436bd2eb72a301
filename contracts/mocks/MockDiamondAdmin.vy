# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A facet through which anybody may cut and freeze
@license MIT
@notice Test only: the diamond module and its loupe without roles.
"""
from contracts.proxy import diamond
from contracts.proxy import diamond_loupe
from interfaces import IDiamond

initializes: diamond
initializes: diamond_loupe[diamond := diamond]

exports: (
    diamond_loupe.facetAddress,
    diamond_loupe.facetAddresses,
    diamond_loupe.facetFunctionSelectors,
    diamond_loupe.facets,
    diamond_loupe.isDiamondStorageFrozen,
    diamond_loupe.isFacetFreezable,
    diamond_loupe.isFunctionFreezable,
)


@external
def cut(diamond_cut: IDiamond.DiamondCutData):
    diamond._cut(diamond_cut)


@external
def freeze():
    diamond._freeze()


@external
def unfreeze():
    diamond._unfreeze()
