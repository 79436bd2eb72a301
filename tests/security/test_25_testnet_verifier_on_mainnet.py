"""Attack 25: the verifier that takes mock proofs, on Ethereum mainnet."""

from pathlib import Path

import pytest

from garter.chain import Contract
from garter.local.anvil import free_port, start_anvil
from tests.support import reverts

ZERO, PLONK = "0x" + "00" * 20, "0x" + "11" * 20


@pytest.fixture
def chain_with_id(tmp_path: Path):
    """Start a chain with the given id."""
    running = []

    def start(chain_id: int):
        anvil = start_anvil(
            ["--chain-id", str(chain_id)],
            port=free_port(),
            log=tmp_path / "anvil.log",
            setting="nothing",
        )
        running.append(anvil)
        rpc = anvil.rpc
        rpc.call("anvil_autoImpersonateAccount", True)
        return rpc

    yield start
    for anvil in running:
        anvil.stop()


def deploy(rpc, name, sender):
    rpc.call("anvil_setBalance", sender.address, hex(10**20))
    return Contract.deploy(rpc, name, ZERO, PLONK, sender, sender=sender)


def test_testnet_verifier__chain_id_1__cannot_be_deployed(chain_with_id, governor):
    rpc = chain_with_id(1)
    assert rpc.chain_id() == 1
    with reverts("MockVerifierNotSupported"):
        deploy(rpc, "ZKsyncOSTestnetVerifier", governor)
    with reverts("MockVerifierNotSupported"):
        deploy(rpc, "ZKsyncOSDualVerifier", governor).verify([5], [3, 0, 13, 5])


@pytest.mark.parametrize("chain_id", [11_155_111, 2])
def test_testnet_verifier__other_chain_id__can(chain_with_id, governor, chain_id):
    verifier = deploy(chain_with_id(chain_id), "ZKsyncOSTestnetVerifier", governor)
    assert verifier.verify([5], [3, 0, 13, 5]) is True
