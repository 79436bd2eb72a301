"""L1GenesisUpgrade: a new chain's first transaction."""

import pytest
from eth_abi import decode, encode

from garter.chain import Contract
from garter.chain.abi import abi_of
from garter.chain.contract import decode_event
from garter.protocol.hashing import keccak256
from tests.support import Mock, reverts
from tests.support.chain import ASSET_ID, CHAIN_ID, VERSION
from tests.support.diamond import ZERO_ADDRESS
from tests.support.requests import TRANSACTION_TYPE, canonical_hash

ETH = "0x" + "00" * 19 + "01"
DEPLOYER = "0x00000000000000000000000000000000000000dE"
FORCE_DEPLOYMENTS = bytes(range(256)) * 13
ORIGIN_TOKEN = "0x00000000000000000000000000000000000000cc"
LEGACY_BRIDGE = "0x00000000000000000000000000000000000000bb"
SPECIFIC = "(address,address,address,(string,string,uint256),(bytes32,uint256,address))"
GENESIS = keccak256(b"genesisUpgrade(bool,uint256,address,bytes,bytes)")[:4]
UPGRADE = keccak256(b"upgrade(address,bytes)")[:4]
PROPOSED = (
    f"({TRANSACTION_TYPE},bytes32,bytes32,bytes32,address,(bytes32,bytes32,bytes32),"
    "bytes,bytes,uint256,uint256)"
)


@pytest.fixture(scope="module")
def genesis(rpc, governor):
    return Contract.deploy(rpc, "L1GenesisUpgrade", sender=governor)


@pytest.fixture
def world_of_genesis(world):
    world.router.returns("l2BridgeAddress(uint256)", ["address"], [ZERO_ADDRESS])
    world.vault.returns("originChainId(bytes32)", ["uint256"], [31337])
    world.vault.returns("originToken(bytes32)", ["address"], [ETH])
    return world


@pytest.fixture
def run(chain, genesis, manager, world_of_genesis):
    """Run the genesis upgrade as the chain type manager does."""

    def upgrade(data=FORCE_DEPLOYMENTS):
        return chain.admin.genesisUpgrade(genesis, DEPLOYER, data, [], sender=manager)

    return upgrade


def events(chain, receipt):
    """Everything the diamond emitted, whichever contract declares it."""
    found = []
    for log in receipt.logs:
        artifact = (
            "AdminFacet"
            if bytes.fromhex(log["topics"][0][2:]) in abi_of("AdminFacet").events
            else "L1GenesisUpgrade"
        )
        assert log["address"].lower() == chain.address.lower()
        found.append(decode_event(abi_of(artifact), log))
    return found


def transaction_of(chain, receipt):
    [event] = [e for e in events(chain, receipt) if e.name == "GenesisUpgrade"]
    return event.inputs["_l2Transaction"]


def specific_data(transaction):
    """What the genesis transaction says of this chain alone."""
    data = transaction[11]
    assert data[:4] == UPGRADE
    target, inner = decode(["address", "bytes"], data[4:])
    assert int(target, 16) == 0x10001
    assert inner[:4] == GENESIS
    zksync_os, chain_id, deployer, fixed, additional = decode(
        ["bool", "uint256", "address", "bytes", "bytes"], inner[4:]
    )
    assert (zksync_os, chain_id, fixed) == (True, CHAIN_ID, FORCE_DEPLOYMENTS)
    assert deployer == DEPLOYER.lower()
    [specific] = decode([SPECIFIC], additional)
    assert encode([SPECIFIC], [specific]) == additional  # canonical
    return specific


def expected_transaction(additional):
    inner = GENESIS + encode(
        ["bool", "uint256", "address", "bytes", "bytes"],
        [True, CHAIN_ID, DEPLOYER, FORCE_DEPLOYMENTS, additional],
    )
    data = UPGRADE + encode(["address", "bytes"], ["0x" + "00" * 17 + "010001", inner])
    return (
        126, 0x8007, 0x800F, 72_000_000, 800, 0, 0, 0, 31, 0, (0, 0, 0, 0),
        data, b"", (), b"", b"",
    )  # fmt: skip


def test_selectors():
    assert (GENESIS.hex(), UPGRADE.hex()) == ("65ac45a0", "c987336c")
    assert keccak256(f"upgrade({PROPOSED})".encode())[:4].hex() == "16ef1303"


def test_genesis__eth_chain__builds_the_transaction(run, chain, world):
    world.router.returns("l2BridgeAddress(uint256)", ["address"], [LEGACY_BRIDGE])
    receipt = run()
    additional = encode(
        [SPECIFIC],
        [
            (
                LEGACY_BRIDGE,
                ZERO_ADDRESS,
                ETH,
                ("Ether", "ETH", 18),
                (ASSET_ID, 31337, ETH),
            )
        ],
    )
    expected = expected_transaction(additional)
    assert transaction_of(chain, receipt) == expected
    getters = chain.getters
    assert getters.getL2SystemContractsUpgradeTxHash() == canonical_hash(expected)
    assert getters.getL2SystemContractsUpgradeBatchNumber() == 0
    assert getters.getProtocolVersion() == VERSION
    # The committer reads the flag instead of the hash.
    assert chain.rpc.storage(chain.address, chain.slot("_batches_word")) == 1 << 192


def test_genesis__events_in_order(run, chain, world, genesis):
    receipt = run()
    found = events(chain, receipt)
    assert [e.name for e in found] == [
        "NewProtocolVersion",
        "NewVerifier",
        "UpgradeComplete",
        "DiamondCut",
        "GenesisUpgrade",
        "DiamondCut",
        "ExecuteUpgrade",
    ]
    version, verifier, complete, inner, built, outer, executed = found
    tx_hash = chain.getters.getL2SystemContractsUpgradeTxHash()
    assert (version.previousProtocolVersion, version.newProtocolVersion) == (VERSION, VERSION)
    assert verifier.oldVerifier == verifier.newVerifier == world.verifier.address
    assert (complete.newProtocolVersion, complete.l2UpgradeTxHash) == (VERSION, tx_hash)
    transaction = built.inputs["_l2Transaction"]
    zero = bytes(32)
    proposed = (
        transaction, zero, zero, zero, ZERO_ADDRESS, (zero, zero, zero), b"", b"", 0, VERSION,
    )  # fmt: skip
    assert complete.upgrade == proposed
    assert (inner.facetCuts, inner.initAddress) == ((), genesis.address)
    assert inner.initCalldata == bytes.fromhex("16ef1303") + encode([PROPOSED], [proposed])
    assert built.inputs["_zkChain"] == chain.address
    assert built.inputs["_protocolVersion"] == VERSION
    assert built.inputs["_factoryDeps"] == ()
    assert outer.initCalldata[:4].hex() == "d83e4e03"
    assert executed.diamondCut == ((), genesis.address, outer.initCalldata)


def test_genesis__largest_force_deployments__fit(run, chain):
    run(bytes(4_096))
    with reverts(""):
        run(bytes(4_097))


# --- base token ---


@pytest.fixture
def token(rpc, governor, world_of_genesis):
    mock = Mock(rpc, governor)
    world_of_genesis.bridgehub.returns("baseToken(uint256)", ["address"], [mock])
    world_of_genesis.vault.returns("originChainId(bytes32)", ["uint256"], [9])
    world_of_genesis.vault.returns("originToken(bytes32)", ["address"], [ORIGIN_TOKEN])
    mock.returns("name()", ["string"], ["Zebra Coin"])
    mock.returns("symbol()", ["string"], ["ZBR"])
    mock.returns("decimals()", ["uint8"], [6])
    return mock


def metadata(chain, receipt):
    return specific_data(transaction_of(chain, receipt))[3]


def test_genesis__erc20_chain__tells_the_token(run, chain, token):
    specific = specific_data(transaction_of(chain, run()))
    assert specific == (
        ZERO_ADDRESS,
        ZERO_ADDRESS,
        token.address.lower(),
        ("Zebra Coin", "ZBR", 6),
        (ASSET_ID, 9, ORIGIN_TOKEN),
    )


@pytest.mark.parametrize("decimals", [0, 1, 18, 255])
def test_genesis__decimals__are_the_tokens(run, chain, token, decimals):
    token.returns("decimals()", ["uint256"], [decimals])
    assert metadata(chain, run())[2] == decimals


def test_genesis__decimals_that_are_none__are_18(run, chain, token):
    token.returns("decimals()", ["uint256"], [256])
    assert metadata(chain, run())[2] == 18


@pytest.mark.parametrize("answer", [([], []), (["uint256", "uint256"], [6, 0])])
def test_genesis__decimals_of_another_length__are_18(run, chain, token, answer):
    token.returns("decimals()", *answer)
    assert metadata(chain, run())[2] == 18


def test_genesis__token_without_metadata__gets_defaults(run, chain, token):
    for getter in ("name()", "symbol()", "decimals()"):
        token.fails(getter)
    assert metadata(chain, run()) == ("Base Token", "BT", 18)


def test_genesis__token_of_bytes32__gets_defaults(run, chain, token):
    token.returns("name()", ["bytes32"], [b"Maker".ljust(32, b"\0")])
    token.returns("symbol()", ["bytes32"], [b"MKR".ljust(32, b"\0")])
    assert metadata(chain, run()) == ("Base Token", "BT", 6)


def test_genesis__token_without_code__gets_defaults(run, chain, world, token):
    world.bridgehub.returns("baseToken(uint256)", ["address"], [ORIGIN_TOKEN])
    assert metadata(chain, run()) == ("Base Token", "BT", 18)


@pytest.mark.parametrize("text", ["", "x", "x" * 31, "x" * 32, "x" * 33, "x" * 96, "é" * 48])
def test_genesis__texts_of_any_length(run, chain, token, text):
    token.returns("name()", ["string"], [text])
    assert metadata(chain, run())[0] == text


@pytest.mark.parametrize(
    ("types", "values"),
    [
        (["string"], ["x" * 97]),  # longer than is told
        (["uint256", "uint256", "uint256"], [64, 1, 0]),  # offset elsewhere
        (["uint256", "uint256", "uint256"], [32, 33, 0]),  # longer than what follows
        (["uint256", "uint256", "uint256"], [32, 2**256 - 1, 0]),
        (["uint256"], [32]),
    ],
)
def test_genesis__malformed_text__gets_the_default(run, chain, token, types, values):
    token.returns("name()", types, values)
    assert metadata(chain, run())[:2] == ("Base Token", "ZBR")


# --- refusals ---


def test_genesis__twice__reverts(run, chain):
    run()
    with reverts("PreviousUpgradeNotFinalized", chain.getters.getL2SystemContractsUpgradeTxHash()):
        run()


def test_genesis__after_an_upgrade_batch__reverts(run, chain):
    chain.store(chain.slot("_batches_word"), 1 << 144)
    with reverts("PreviousUpgradeBatchNotCleared"):
        run()


def test_genesis__settling_elsewhere__reverts(rpc, run, chain, governor):
    layer = Mock(rpc, governor)
    layer.returns("getProtocolVersion()", ["uint256"], [VERSION])
    chain.settle_on(layer)
    with reverts("GenesisUpgradeExpectedOnSettlementLayer"):
        run()
    layer.returns("getProtocolVersion()", ["uint256"], [VERSION - 1])
    with reverts("SettlementLayerUpgradeMustPrecedeChainUpgrade"):
        run()


def test_genesis__major_version__reverts(run, chain, world):
    chain.store(chain.slot("_protocol_word"), int(world.manager.address, 16) | (1 << 64) << 160)
    with reverts("ProtocolMajorVersionNotZero"):
        run()


def test_genesis__no_verifier__reverts(run, world):
    world.manager.returns("protocolVersionVerifier(uint256)", ["address"], [ZERO_ADDRESS])
    with reverts("ZeroAddress"):
        run()


def test_genesis__factory_deps__revert(chain, genesis, manager, world_of_genesis):
    with reverts("TooManyFactoryDeps"):
        chain.admin.genesisUpgrade(genesis, DEPLOYER, b"", [b"\x01"], sender=manager)


def test_genesis__more_than_a_batch_holds__reverts(run, chain, manager):
    """The genesis transaction is validated like any other."""
    chain.admin.setPriorityTxMaxGasLimit(71_999_999, sender=manager)
    with reverts("TooMuchGas"):
        run()
