# pragma version 0.4.3
"""
@title A FFLONK verifier for any key
@license MIT
@notice Test only. The code of the production verifiers; the key is an argument.
"""
from contracts.settlement.verifiers import fflonk

initializes: fflonk
exports: (fflonk.verify, fflonk.verificationKeyHash)


@deploy
def __init__(key: fflonk.Key):
    fflonk.__init__(key)
