# pragma version 0.4.3
"""
@title Several calls in one transaction
@license MIT
@notice Test only. Put its code where a caller has to stand whose calls share a transaction.
"""

results: public(DynArray[Bytes[256], 8])


@external
def batch(target: address, calls: DynArray[Bytes[512], 8]):
    """
    @notice Make `calls` to `target`, bubbling the first failure, and keep their answers.
    """
    self.results = []
    for data: Bytes[512] in calls:
        self.results.append(raw_call(target, data, max_outsize=256))
