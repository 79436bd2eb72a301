"""What can go wrong between a user and a bridge; part of the tree in ``garter.exceptions``."""

from __future__ import annotations

from garter.exceptions import GarterError


class BridgeError(GarterError):
    """Base of everything that stops a deposit, a withdrawal or a claim."""


class NotABridgehub(BridgeError):
    """The chain names a bridgehub that this L1 does not have."""

    def __init__(self, bridgehub: str, l1_url: str):
        super().__init__(
            f"There is no bridgehub at {bridgehub} on the L1 at {l1_url}."
            " The chain settles on another L1: choose the L1 that it belongs to."
        )


class ChainNotRegistered(BridgeError):
    """The bridgehub does not know the chain."""

    def __init__(self, chain_id: int, bridgehub: str):
        super().__init__(
            f"The bridgehub at {bridgehub} has no chain with id {chain_id}."
            " Check --chain, or register it with `ape run deploy_chain`."
        )


class NoChainRpc(BridgeError):
    """Something has to be asked of the chain itself, and nobody said where it listens."""

    def __init__(self, chain_id: int):
        super().__init__(
            f"The JSON-RPC address of chain {chain_id} is not known."
            " Name the chain by its address (--chain http://…), or start it."
        )


class InsufficientFunds(BridgeError):
    """The account holds less than the operation takes; nothing was sent."""

    def __init__(self, account: str, layer: str, holds: str, needs: str):
        self.account, self.holds, self.needs = account, holds, needs
        super().__init__(
            f"Account {account} holds {holds} on {layer} and needs {needs}."
            " Send it the difference or choose a smaller amount. Nothing was sent."
        )


class WouldFailOnL2(BridgeError):
    """The chain says that it could not execute the deposit; nothing was sent."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(
            f"The chain would refuse this deposit: {reason}. Check the receiver."
            " To send it all the same, choose the gas yourself (--l2-gas-limit). Nothing was sent."
        )


class SimulationUnsupported(BridgeError):
    """The node cannot tell what a series of transactions would do."""

    def __init__(self, url: str):
        super().__init__(
            f"The node at {url} does not know eth_simulateV1, with which deposits are checked"
            " and priced before anything is sent. Use a node that has it (geth 1.14.9 or later)."
        )


class TransactionUnknown(BridgeError):
    """A hash that no transaction of the chain has."""

    def __init__(self, tx_hash: str, url: str):
        super().__init__(
            f"The node at {url} knows no transaction {tx_hash}."
            " Check the hash, and that it belongs to this chain."
        )


class NotADeposit(BridgeError):
    """An L1 transaction that requested nothing of this chain."""

    def __init__(self, tx_hash: str, chain_id: int):
        super().__init__(
            f"Transaction {tx_hash} requested nothing of chain {chain_id}."
            " Check the hash and --chain."
        )


class NotAWithdrawal(BridgeError):
    """An L2 transaction that withdrew nothing."""

    def __init__(self, tx_hash: str):
        super().__init__(
            f"Transaction {tx_hash} sent no withdrawal to L1. Check the hash and --chain."
        )


class CanonicalHashDiffers(BridgeError):
    """L1 announced a request under a hash that its content does not have."""

    def __init__(self, announced: bytes, computed: bytes):
        super().__init__(
            f"L1 announced request 0x{announced.hex()}, whose content hashes to"
            f" 0x{computed.hex()}. The chain runs another protocol version; use a Garter that"
            " supports it."
        )


class NothingToClaim(BridgeError):
    """A deposit whose money is not waiting on L1."""

    def __init__(self, l1_hash: str, why: str):
        self.why = why
        super().__init__(f"Deposit {l1_hash} has nothing to claim on L1: {why}.")


class NotReady(BridgeError):
    """The chain has no proof yet."""

    def __init__(self, what: str):
        super().__init__(
            f"{what} cannot be proved on L1 yet: its batch is not executed there."
            " Ask again later with `bridge status`; the same command then continues."
        )


class AlreadyFinalized(BridgeError):
    """Somebody did it before; the money is where it belongs."""

    def __init__(self, l2_hash: str):
        super().__init__(f"Withdrawal {l2_hash} is finalised already; the receiver has the money.")


class NotBridged(BridgeError):
    """A token that the chain does not have from L1."""

    def __init__(self, token: str, chain_id: int):
        super().__init__(
            f"{token} was never bridged to chain {chain_id}, so nothing of it can be withdrawn."
            " Check --token: it takes the address on L1."
        )


class StillPending(BridgeError):
    """Waiting took longer than allowed. Nothing is lost."""

    def __init__(self, what: str, timeout: float):
        super().__init__(
            f"{what} took longer than {timeout:g} s. Nothing is lost:"
            " `bridge status` shows it, and waiting can go on with the same hash."
        )
