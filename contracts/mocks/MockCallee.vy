# pragma version 0.4.3
# pragma nonreentrancy off
"""
@title A counterpart that answers what a unit test tells it to
@license MIT
@notice Test only, never deployed by a plan. Whatever selector it is called with, it returns the bytes
        set for it, or reverts with them, and remembers the call.
"""

struct Answer:
    known: bool
    fails: bool
    data: Bytes[2_048]


PROBE_GAS: constant(uint256) = 3_000

answers: HashMap[bytes4, Answer]
_probe: transient(uint256)
last_calldata: public(HashMap[bytes4, Bytes[16_384]])  # selector => calldata of the last call
last_value: public(HashMap[bytes4, uint256])  # selector => wei of the last call
last_caller: public(HashMap[bytes4, address])  # selector => caller of the last call
number_of_calls: public(HashMap[bytes4, uint256])  # selector => calls that were not static


@external
def mock_answer(selector: bytes4, data: Bytes[2_048], fails: bool):
    """
    @notice Answer calls of `selector` with `data`, as a return or as a revert.
    """
    self.answers[selector] = Answer(known=True, fails=fails, data=data)


@external
def mock_probe():
    """
    @dev Fails in a static call. A failed write there burns all gas it was given, so `__default__` tries
         with little before it records.
    """
    self._probe = 1


@external
def mock_record(selector: bytes4, data: Bytes[16_384], sent: uint256, caller: address):
    """
    @dev Called by itself, so that it has memory of its own.
    """
    assert msg.sender == self
    self.last_calldata[selector] = data
    self.last_value[selector] = sent
    self.last_caller[selector] = caller
    self.number_of_calls[selector] += 1


@external
@payable
@raw_return
def __default__() -> Bytes[2_048]:
    if len(msg.data) < 4:
        return b""
    selector: bytes4 = convert(slice(msg.data, 0, 4), bytes4)
    answer: Answer = self.answers[selector]
    if not answer.known:
        raise "MockCallee: no answer set for this selector"
    if answer.fails:
        raw_revert(answer.data)
    static: bool = not raw_call(
        self, method_id("mock_probe()"), gas=PROBE_GAS, revert_on_failure=False
    )
    if static:
        return answer.data
    calldata: Bytes[16_384] = raw_call(
        0x0000000000000000000000000000000000000004, msg.data, max_outsize=16_384, is_static_call=True
    )
    raw_call(
        self,
        abi_encode(
            selector,
            calldata,
            msg.value,
            msg.sender,
            method_id=method_id("mock_record(bytes4,bytes,uint256,address)"),
        ),
    )
    return answer.data
