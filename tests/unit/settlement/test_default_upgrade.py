"""DefaultUpgrade: a newer protocol version, its verifier and its transaction."""

import pytest

from garter.chain import Contract
from garter.chain.abi import abi_of
from garter.chain.contract import decode_event
from tests.support import Mock, reverts
from tests.support.chain import VERSION
from tests.support.diamond import ZERO_ADDRESS, diamond_cut
from tests.support.requests import canonical_hash

MINOR, PATCH = 1 << 32, 1
ZERO = bytes(32)
NEW_VERIFIER = "0x00000000000000000000000000000000000000eE"
NO_TRANSACTION = (0,) * 10 + ((0, 0, 0, 0), b"", b"", (), b"", b"")
FIELDS = (
    "tx_type", "sender", "to", "gas_limit", "gas_per_pubdata", "max_fee", "max_priority_fee",
    "paymaster", "nonce", "value", "reserved", "data", "signature", "factory_deps",
    "paymaster_input", "reserved_dynamic",
)  # fmt: skip


def transaction(**changes):
    """An upgrade transaction to v32."""
    fields = dict(
        zip(
            FIELDS,
            (
                126, 0x8007, 0x800F, 72_000_000, 800, 0, 0, 0, 32, 0,
                (0, 0, 0, 0), b"upgrade it", b"", (), b"", b"",
            ),
            strict=True,
        )
    )  # fmt: skip
    assert set(changes) <= set(fields)
    return tuple((fields | changes).values())


def proposal(version, *, tx=NO_TRANSACTION, timestamp=0, hashes=(ZERO, ZERO, ZERO)):
    return (
        tx, *hashes, ZERO_ADDRESS, (ZERO, ZERO, ZERO), b"for L1", b"afterwards", timestamp, version,
    )  # fmt: skip


@pytest.fixture(scope="module")
def upgrader(rpc, governor):
    return Contract.deploy(rpc, "DefaultUpgrade", sender=governor)


@pytest.fixture
def run(chain, world, upgrader, manager):
    """Run the upgrade as governance does."""
    world.manager.returns("protocolVersionVerifier(uint256)", ["address"], [NEW_VERIFIER])

    def upgrade(*arguments, **changes):
        cut = diamond_cut(
            init=upgrader, data=upgrader.calldata("upgrade", proposal(*arguments, **changes))
        )
        return chain.admin.executeUpgrade(cut, sender=manager)

    return upgrade


def own_events(receipt):
    known = abi_of("DefaultUpgrade")
    return [
        decode_event(known, log)
        for log in receipt.logs
        if bytes.fromhex(log["topics"][0][2:]) in known.events
    ]


# --- what it does ---


@pytest.mark.parametrize("step", [PATCH, 7 * PATCH, MINOR, 100 * MINOR + 5])
def test_upgrade__without_transaction__changes_version_and_verifier(run, chain, world, step):
    receipt = run(VERSION + step)
    version, verifier, complete = own_events(receipt)
    assert (version.previousProtocolVersion, version.newProtocolVersion) == (
        VERSION,
        VERSION + step,
    )
    assert (verifier.oldVerifier, verifier.newVerifier) == (
        world.verifier.address,
        NEW_VERIFIER,
    )
    assert (complete.newProtocolVersion, complete.l2UpgradeTxHash) == (VERSION + step, ZERO)
    assert complete.upgrade == proposal(VERSION + step)
    assert chain.getters.getProtocolVersion() == VERSION + step
    assert chain.getters.getVerifier() == verifier.newVerifier
    assert chain.getters.getL2SystemContractsUpgradeTxHash() == ZERO


def test_upgrade__with_transaction__waits_for_a_batch(run, chain):
    receipt = run(VERSION + MINOR, tx=transaction())
    complete = own_events(receipt)[2]
    assert complete.l2UpgradeTxHash == canonical_hash(transaction())
    assert chain.getters.getL2SystemContractsUpgradeTxHash() == canonical_hash(transaction())
    assert chain.rpc.storage(chain.address, chain.slot("_batches_word")) == 1 << 192


def test_upgrade__largest_transaction__fits(run, chain):
    big = transaction(data=b"\x01" * 10_240)
    run(VERSION + MINOR, tx=big)
    assert chain.getters.getL2SystemContractsUpgradeTxHash() == canonical_hash(big)


# --- when ---


def test_upgrade__before_its_time__reverts(run, chain, manager, upgrader):
    date = chain.now() + 100
    cut = diamond_cut(
        init=upgrader,
        data=upgrader.calldata("upgrade", proposal(VERSION + PATCH, timestamp=date)),
    )
    chain.mine_at(date - 1)
    with reverts("TimeNotReached", date, date - 1):
        chain.admin.call("executeUpgrade", [cut], caller=manager)
    chain.mine_at(date)
    chain.admin.call("executeUpgrade", [cut], caller=manager)


def test_upgrade__settling_elsewhere__follows_the_layer(rpc, run, chain, governor):
    layer = Mock(rpc, governor)
    chain.settle_on(layer)
    layer.returns("getProtocolVersion()", ["uint256"], [VERSION + MINOR - 1])
    with reverts("SettlementLayerUpgradeMustPrecedeChainUpgrade"):
        run(VERSION + MINOR)
    layer.returns("getProtocolVersion()", ["uint256"], [VERSION + MINOR])
    # Facets only: the transaction is the settlement layer's matter, whatever it is.
    receipt = run(VERSION + MINOR, tx=transaction(tx_type=99))
    assert own_events(receipt)[2].l2UpgradeTxHash == ZERO
    assert chain.getters.getL2SystemContractsUpgradeTxHash() == ZERO


# --- which version ---


@pytest.mark.parametrize("version", [VERSION, VERSION - 1, 0])
def test_upgrade__to_no_newer_version__reverts(run, version):
    with reverts("ProtocolVersionTooSmall", VERSION, version):
        run(version)


def test_upgrade__to_a_major_version__reverts(run):
    with reverts("NewProtocolMajorVersionNotZero"):
        run(1 << 64)


def test_upgrade__from_a_major_version__reverts(run, chain, world):
    chain.store(chain.slot("_protocol_word"), int(world.manager.address, 16) | (1 << 64) << 160)
    with reverts("PreviousProtocolMajorVersionNotZero"):
        run((1 << 64) + 1)


def test_upgrade__too_far__reverts(run):
    with reverts("ProtocolVersionMinorDeltaTooBig", 100, 101):
        run(VERSION + 101 * MINOR)


def test_upgrade__version_without_verifier__reverts(run, world):
    world.manager.returns("protocolVersionVerifier(uint256)", ["address"], [ZERO_ADDRESS])
    with reverts("ZeroAddress"):
        run(VERSION + PATCH)


# --- after another upgrade ---


def test_upgrade__previous_transaction_pending__only_a_patch(run, chain):
    run(VERSION + MINOR, tx=transaction())
    pending = canonical_hash(transaction())
    with reverts("PreviousUpgradeNotFinalized", pending):
        run(VERSION + 2 * MINOR)
    run(VERSION + MINOR + PATCH)
    assert chain.getters.getL2SystemContractsUpgradeTxHash() == pending


def test_upgrade__previous_batch_not_executed__reverts(run, chain):
    chain.store(chain.slot("_batches_word"), 5 << 144)
    with reverts("PreviousUpgradeNotCleaned"):
        run(VERSION + MINOR)
    assert run(VERSION + PATCH).ok


# --- which transaction ---


def test_upgrade__patch_with_transaction__reverts(run):
    with reverts("PatchCantSetUpgradeTxn"):
        run(VERSION + PATCH, tx=transaction())


@pytest.mark.parametrize("tx_type", [1, 127, 254, 2**256 - 1])
def test_upgrade__other_type__reverts(run, tx_type):
    with reverts("InvalidTxType", tx_type):
        run(VERSION + MINOR, tx=transaction(tx_type=tx_type))


def test_upgrade__other_nonce__reverts(run):
    with reverts("L2UpgradeNonceNotEqualToNewProtocolVersion", 33, 32):
        run(VERSION + MINOR, tx=transaction(nonce=33))


@pytest.mark.parametrize(
    ("field", "content", "number"),
    [
        ("sender", 2**16, 0),
        ("to", 2**160, 1),
        ("paymaster", 1, 2),
        ("value", 1, 3),
        ("max_priority_fee", 1, 5),
        ("reserved", (1, 0, 0, 0), 6),
        ("reserved", (0, 2**160, 0, 0), 7),
        ("reserved", (0, 0, 1, 0), 8),
        ("reserved", (0, 0, 0, 1), 9),
        ("signature", b"\x01", 10),
        ("paymaster_input", b"\x01", 11),
        ("reserved_dynamic", b"\x01", 12),
    ],
)
def test_upgrade__field_that_must_be_empty__reverts(run, field, content, number):
    with reverts("InvalidUpgradeTxn", number):
        run(VERSION + MINOR, tx=transaction(**{field: content}))


def test_upgrade__paid_transaction__reverts(run):
    """A price also changes what the transaction must have in gas, which is looked at first."""
    with reverts("InvalidUpgradeTxn", 4):
        run(VERSION + MINOR, tx=transaction(max_fee=10**9))


def test_upgrade__factory_deps__revert(run):
    with reverts("TooManyFactoryDeps"):
        run(VERSION + MINOR, tx=transaction(factory_deps=(1,)))


def test_upgrade__transaction_beyond_limits__reverts(run):
    with reverts("TooMuchGas"):
        run(VERSION + MINOR, tx=transaction(gas_limit=72_000_001))
    with reverts("PubdataGreaterThanLimit", 99_000, 72_000_000 // 700):
        run(VERSION + MINOR, tx=transaction(gas_per_pubdata=700))
    with reverts("ValidateTxnNotEnoughGas"):
        run(VERSION + MINOR, tx=transaction(gas_limit=100_000))


@pytest.mark.parametrize("place", range(3))
def test_upgrade__era_bytecode_hash__reverts(run, place):
    hashes = [ZERO, ZERO, ZERO]
    hashes[place] = b"\x01" * 32
    with reverts("MustBeEraChain"):
        run(VERSION + MINOR, hashes=tuple(hashes))
