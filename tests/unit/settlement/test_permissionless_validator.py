"""PermissionlessValidator: commit, prove and execute in one call."""

import pytest

from garter.chain import Contract
from garter.protocol.abi import selector as selector_of
from garter.protocol.hashing import keccak256, selector
from tests.support import Mock, Recorder, behind_proxy, reverts

COMMIT = "commitBatchesSharedBridge(address,uint256,uint256,bytes)"
PROVE = "proveBatchesSharedBridge(address,uint256,uint256,bytes)"
EXECUTE = "executeBatchesSharedBridge(address,uint256,uint256,bytes)"
STEPS = ("commitBatchesSharedBridge", "proveBatchesSharedBridge", "executeBatchesSharedBridge")
KIB = 1_024


@pytest.fixture(scope="module")
def implementation(rpc, governor):
    return Contract.deploy(rpc, "PermissionlessValidator", sender=governor)


@pytest.fixture(scope="module")
def permissionless(rpc, governor):
    return behind_proxy(rpc, "PermissionlessValidator", (), (), sender=governor)


@pytest.fixture(scope="module")
def timelock(rpc, governor):
    """Only for its ABI: a chain has the same functions."""
    return Contract.deploy(rpc, "ValidatorTimelock", governor, sender=governor)


@pytest.fixture
def chain(rpc, governor):
    chain = Mock(rpc, governor)
    for step in (COMMIT, PROVE, EXECUTE):
        chain.returns(step, [], [])
    return chain


def test_initialize__twice__reverts(permissionless, stranger):
    with reverts("Error", "Initializable: contract is already initialized"):
        permissionless.initialize(sender=stranger)


def test_initialize__implementation__reverts(implementation, stranger):
    with reverts("Error", "Initializable: contract is already initialized"):
        implementation.initialize(sender=stranger)


def test_settle__calls_the_three_steps(permissionless, timelock, chain, stranger):
    data = (b"commit", b"prove" * 100, b"execute" * 7)
    permissionless.settleBatchesSharedBridge(chain, 7, 9, *data, sender=stranger)
    for step, signature, given in zip(STEPS, (COMMIT, PROVE, EXECUTE), data, strict=True):
        assert chain.calls(signature) == 1
        assert chain.last_calldata(signature) == timelock.calldata(step, chain, 7, 9, given)


def test_settle__small_data__pays_for_a_small_buffer(permissionless, rpc, stranger):
    """That of the largest costs half a million gas; the recorder writes four words."""
    receipt = permissionless.settleBatchesSharedBridge(
        Recorder(rpc), 1, 1, b"commit", b"prove", b"execute", sender=stranger
    )
    assert receipt.gas_used < 150_000


# Total calldata on both sides of each buffer's edge, and the largest pubdata there is.
SIZES = [(0, 0, 0), (1, 31, 33), (1_000, 1_500, 2_000), (127_000, 1_500, 2_000)]
SIZES += [(edge * KIB - 1_100 + d, 200, 320) for edge in (4, 16, 64) for d in range(0, 512, 32)]
SIZES += [(100, edge * KIB, 5 * KIB) for edge in (4, 16, 64)]
SIZES += [(100, 32, edge * KIB) for edge in (4, 16, 64)]


def test_settle__data_of_any_size__arrives_whole_and_in_order(
    permissionless, timelock, rpc, stranger
):
    for sizes in SIZES:
        recorder = Recorder(rpc)
        data = [bytes([n + 1]) * size for n, size in enumerate(sizes)]
        permissionless.settleBatchesSharedBridge(recorder, 1, 1, *data, sender=stranger)
        assert recorder.hashes() == [
            keccak256(timelock.calldata(step, recorder, 1, 1, given))
            for step, given in zip(STEPS, data, strict=True)
        ], sizes


def test_sizes__meet_every_edge(permissionless, chain):
    """The list above is of use only if it does."""
    lengths = {
        len(
            permissionless.calldata(
                "settleBatchesSharedBridge", chain, 1, 1, *[b"x" * size for size in sizes]
            )
        )
        for sizes in SIZES
    }
    for edge in (4, 16, 64):
        assert any(edge * KIB - 32 < length <= edge * KIB for length in lengths)
        assert any(edge * KIB < length <= edge * KIB + 32 for length in lengths)


def test_settle__parts_in_another_order_without_padding__are_found(
    permissionless, timelock, rpc, stranger
):
    """The ABI allows it."""
    recorder = Recorder(rpc)
    data = (b"commit", b"prove it", b"execute!!")
    calldata = permissionless.calldata("settleBatchesSharedBridge", recorder, 1, 1, *data)[:100]
    tail, offsets = b"", {}
    for n in (2, 0, 1):
        offsets[n] = 192 + len(tail)
        tail += len(data[n]).to_bytes(32, "big") + data[n]
    calldata += b"".join(offsets[n].to_bytes(32, "big") for n in range(3)) + tail
    permissionless.send_raw(calldata, sender=stranger)
    assert recorder.hashes() == [
        keccak256(timelock.calldata(step, recorder, 1, 1, given))
        for step, given in zip(STEPS, data, strict=True)
    ]


@pytest.mark.parametrize("failing", [COMMIT, PROVE, EXECUTE])
def test_settle__a_step_fails__everything_is_undone(permissionless, chain, stranger, failing):
    chain.fails(failing, selector("EmptyData()"))
    with reverts("EmptyData"):
        permissionless.settleBatchesSharedBridge(chain, 1, 1, b"", b"", b"", sender=stranger)
    assert chain.calls(COMMIT) == chain.calls(PROVE) == chain.calls(EXECUTE) == 0


def test_settle__no_chain_there__reverts(permissionless, stranger):
    """A call of an address without code would succeed."""
    with reverts("AddressHasNoCode", stranger):
        permissionless.settleBatchesSharedBridge(stranger, 1, 1, b"", b"", b"", sender=stranger)


def test_settle__reentered_by_the_chain__is_refused(permissionless, rpc, stranger):
    """The chain calls back with calldata that it keeps behind its code, and notes the outcome."""
    harmless = Recorder(rpc)
    inner = permissionless.calldata("settleBatchesSharedBridge", harmless, 1, 1, b"", b"", b"")

    def program(start: int) -> bytes:
        # codecopy(0, start, size); sstore(0, call(gas, permissionless, 0, 0, size, 0, 0)); stop
        size, target = f"61{len(inner):04x}", permissionless.address[2:]
        return bytes.fromhex(f"{size}61{start:04x}5f395f5f{size}5f5f73{target}5af15f5500")

    chain = "0x00000000000000000000000000000000000000aE"
    rpc.call("anvil_setCode", chain, "0x" + (program(len(program(0))) + inner).hex())
    rpc.call("anvil_setStorageAt", chain, "0x0", f"0x{7:064x}")
    permissionless.settleBatchesSharedBridge(chain, 1, 1, b"", b"", b"", sender=stranger)
    assert rpc.storage(chain, 0) == 0
    assert harmless.hashes() == []
    # Called from outside, the same program gets through: it was the lock that refused.
    assert Contract(rpc, chain, permissionless.abi).send_raw(b"", sender=stranger).ok
    assert rpc.storage(chain, 0) == 1
    assert len(harmless.hashes()) == 3


@pytest.mark.parametrize("offset", [0, 2**256 - 1, 2**255, 100_000])
@pytest.mark.parametrize("part", [0, 1, 2])
def test_settle__data_outside_calldata__reverts(permissionless, chain, stranger, part, offset):
    calldata = permissionless.calldata("settleBatchesSharedBridge", chain, 1, 1, b"", b"", b"")
    at = 100 + 32 * part
    moved = calldata[:at] + offset.to_bytes(32, "big") + calldata[at + 32 :]
    with reverts(""):
        permissionless.send_raw(moved, sender=stranger)


def test_settle__ether__is_refused(permissionless, chain, stranger):
    with reverts(""):
        permissionless.settleBatchesSharedBridge(
            chain, 1, 1, b"", b"", b"", sender=stranger, value=1
        )


@pytest.mark.parametrize("calldata", [b"", b"\x12\x34\x56", b"\x12\x34\x56\x78" + b"\0" * 320])
def test_unknown_function__reverts(permissionless, stranger, calldata):
    with reverts(""):
        permissionless.send_raw(calldata, sender=stranger)


def test_abi__has_the_function_that_default_serves(permissionless):
    [entry] = permissionless.abi.functions["settleBatchesSharedBridge"]
    assert selector_of(entry).hex() == "08e4d8d3"
