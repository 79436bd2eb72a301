"""MailboxFacet against requests that the reference's own code has processed, byte for byte.

The vectors are of `Bridgehub.requestL2TransactionDirect`; the mailbox sees what the bridgehub makes
of them. It saw a gas price of 0 (PROTOCOL 7.14), so that is no test of the price.
"""

import json

from eth_abi import decode

from garter import paths
from garter.chain.sender import wait_for_receipt
from tests.support.chain import caller
from tests.support.diamond import ZERO_ADDRESS

VECTORS = paths.ROOT / "tests/reference/vectors/requestL2TransactionDirect.json"
DIRECT = "(uint256,uint256,address,uint256,bytes,uint256,uint256,bytes[],address)"
SIGNER = "0x1234567890123456789012345678901234567890"


def mailbox_request(case):
    """What the bridgehub asks the mailbox for."""
    [(_, mint, target, amount, data, gas, per_pubdata, deps, refund)] = decode(
        [DIRECT], bytes.fromhex(case["requestAbi"][2:])
    )
    refund = case["sender"] if int(refund, 16) == 0 else refund
    return (case["sender"], target, mint, amount, data, gas, per_pubdata, list(deps), refund)


def send_free(chain, forwarder, data, signer):
    """Send at gas price 0."""
    rpc = chain.rpc
    rpc.call("anvil_setNextBlockBaseFeePerGas", "0x0")
    transaction = {
        "from": caller(rpc, signer).address,
        "to": forwarder.address,
        "data": "0x" + forwarder.calldata("forward", chain.address, data).hex(),
        "gas": hex(5_000_000),
        "gasPrice": "0x0",
    }
    tx_hash = rpc.call("eth_sendTransaction", transaction)
    return wait_for_receipt(rpc, tx_hash)


def test_requests__as_the_reference_processed_them(rpc, chain, chain_admin):
    cases = json.loads(VECTORS.read_text())["cases"]
    assert len(cases) == 24
    assert {c["senderHasCode"] for c in cases} == {True, False}
    chain.admin.setTokenMultiplier(1, 1, sender=chain_admin)
    forwarder = chain.through_bridgehub()
    for number, case in enumerate(cases):
        wanted = mailbox_request(case)
        assert wanted[7] == []
        assert wanted[8] != ZERO_ADDRESS
        if case["senderHasCode"]:
            rpc.call("anvil_setCode", case["sender"], "0x5f")
        signer = SIGNER if case["senderHasCode"] else case["sender"]
        data = chain.mailbox.calldata("bridgehubRequestL2Transaction", wanted)
        receipt = send_free(chain, forwarder, data, signer)
        assert receipt.ok, number
        ours = [{"topics0": log["topics"][0], "data": log["data"]} for log in receipt.logs]
        assert ours == case["events"], number
        [identified] = chain.mailbox.events(receipt, "NewPriorityRequestId")
        assert (identified.txId, "0x" + identified.txHash.hex()) == (
            number,
            case["canonicalTxHash"],
        )
