"""``bridge deposit|status|withdraw|finalize|claim|balance``: money between L1 and a chain."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from garter.cli.console import new_console
from garter.exceptions import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from garter.cli.session import Session
    from garter.client import (
        Bridge,
        DepositQuote,
        DepositStatus,
        WithdrawalQuote,
        WithdrawalStatus,
    )
    from garter.client.sending import Call

chain_option = click.option(
    "--chain",
    "chain_choice",
    required=True,
    help="Name in the manifest, or JSON-RPC address of any ZKsync OS chain of this L1.",
)
token_option = click.option(
    "--token",
    default="eth",
    show_default=True,
    help="'eth', 'base' (what the chain's gas is paid with) or an address on L1.",
)
yes_option = click.option("--yes", is_flag=True, help="Do not ask before sending.")
timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=600.0,
    show_default=True,
    help="Seconds to wait; nothing is lost when they are over.",
)


def bridge_group(command: Callable[..., click.Command]) -> click.Group:
    """All of them, made by ``light_command`` or ``ape_command``."""
    group = click.Group("bridge", help="Move money between L1 and a chain.")
    for name, run, signs in (
        ("deposit", deposit, True),
        ("status", status, False),
        ("withdraw", withdraw, True),
        ("finalize", finalize, True),
        ("claim", claim, True),
        ("balance", balance, True),
    ):
        group.add_command(command(name, run, signs=signs))
    return group


@click.argument("amount")
@token_option
@chain_option
@click.option("--to", help="Receiver on L2.  [account]")
@click.option("--refund-to", help="Gets on L2 what the gas did not cost.  [account]")
@click.option("--l2-gas-limit", type=int, help="Gas on L2.  [what the chain estimates]")
@yes_option
@click.option("--no-wait", is_flag=True, help="Return when L1 has it.")
@timeout_option
def deposit(
    session: Session,
    amount: str,
    token: str,
    chain_choice: str,
    to: str | None,
    refund_to: str | None,
    l2_gas_limit: int | None,
    yes: bool,
    no_wait: bool,
    timeout: float,
) -> None:
    """Deposit AMOUNT ('1.5', '25 USDC', '3 gwei', '1000 units') from L1.

    Shows what it costs and asks before anything is sent. Cut off anywhere, run it again or go on
    with `bridge status HASH`.

    \b
    Example:
      ape run bridge deposit 1.5 --chain alpha --account TEST::0
      ape run bridge deposit "25 USDC" --chain alpha --account TEST::0 \\
          --token 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48
    """
    console = new_console()
    bridge = _connect(session, chain_choice, signs=True)
    chosen = bridge.token(token)
    with console.status("asking both layers"):
        quote = bridge.quote_deposit(
            token,
            chosen.parse(amount),
            receiver=to,
            refund_recipient=refund_to,
            l2_gas_limit=l2_gas_limit,
        )
    _show_deposit_quote(console, quote)
    _confirm(yes)
    made = bridge.deposit(quote, _announce(console))
    console.print(f"L1 has it. On L2 it is {made.l2_hash}.", soft_wrap=True, highlight=False)
    if no_wait or bridge.network.chain_rpc is None:
        _show_continuation(console, "status", made.l1_hash, chain_choice)
        return
    _settle(console, bridge, made.l1_hash, timeout, chain_choice)


@click.argument("tx_hash", metavar="HASH")
@chain_option
@click.option("--wait", is_flag=True, help="Wait until it arrived or can be finalized.")
@timeout_option
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def status(
    session: Session, tx_hash: str, chain_choice: str, wait: bool, timeout: float, as_json: bool
) -> None:
    """How far a deposit (HASH of its L1 transaction) or withdrawal (on L2) is."""
    console = new_console()
    _checked_hash(tx_hash)
    bridge = _connect(session, chain_choice)
    if session.rpc.call("eth_getTransactionByHash", tx_hash) is not None:
        current: DepositStatus | WithdrawalStatus
        if wait:
            with console.status("waiting for the chain") as spinner:
                current = bridge.wait_l2(
                    tx_hash, timeout, lambda s: spinner.update(f"deposit: {s.phase}")
                )
        else:
            current = bridge.deposit_status(tx_hash)
    elif wait:
        with console.status("waiting for the proof") as spinner:
            current = bridge.wait_finalizable(
                tx_hash, timeout, lambda s: spinner.update(f"withdrawal: {s.phase}")
            )
    else:
        current = bridge.withdrawal_status(tx_hash)
    if as_json:
        click.echo(json.dumps(_status_fields(current)))
        return
    for label, value in _status_fields(current).items():
        console.print(f"{label:12} {value}", soft_wrap=True, highlight=False)
    _advise(console, current, tx_hash, chain_choice)


@click.argument("amount")
@token_option
@chain_option
@click.option("--to", help="Receiver on L1.  [account]")
@yes_option
def withdraw(
    session: Session, amount: str, token: str, chain_choice: str, to: str | None, yes: bool
) -> None:
    """Withdraw AMOUNT ('1.5', '25 USDC') to L1: the first half, on the chain.

    When the chain's batch is executed on L1, `bridge finalize HASH` pays out.
    """
    console = new_console()
    bridge = _connect(session, chain_choice, signs=True)
    chosen = bridge.token(token)
    with console.status("asking the chain"):
        quote = bridge.quote_withdrawal(token, chosen.parse(amount), receiver=to)
    _show_withdrawal_quote(console, quote)
    _confirm(yes)
    made = bridge.withdraw(quote, _announce(console))
    console.print(f"Block {made.l2_block} of the chain has it.")
    _show_continuation(console, "finalize", made.l2_hash, chain_choice)


@click.argument("tx_hash", metavar="HASH")
@chain_option
@click.option("--wait", is_flag=True, help="Wait until it can be finalized.")
@timeout_option
def finalize(session: Session, tx_hash: str, chain_choice: str, wait: bool, timeout: float) -> None:
    """Pay a withdrawal (HASH of its L2 transaction) out on L1, to its receiver."""
    console = new_console()
    _checked_hash(tx_hash)
    bridge = _connect(session, chain_choice, signs=True)
    if wait:
        with console.status("waiting for the proof") as spinner:
            bridge.wait_finalizable(
                tx_hash, timeout, lambda s: spinner.update(f"withdrawal: {s.phase}")
            )
    receipt = bridge.finalize(tx_hash, _announce(console))
    console.print(f"Paid out in block {receipt.block_number} of L1.")


@click.argument("tx_hash", metavar="HASH")
@chain_option
def claim(session: Session, tx_hash: str, chain_choice: str) -> None:
    """Return a token whose deposit (HASH of its L1 transaction) failed on L2."""
    console = new_console()
    _checked_hash(tx_hash)
    bridge = _connect(session, chain_choice, signs=True)
    receipt = bridge.claim_failed_deposit(tx_hash, _announce(console))
    console.print(f"Returned to the depositor in block {receipt.block_number} of L1.")


@click.argument("account_address", required=False, metavar="[ADDRESS]")
@click.option(
    "--token", "tokens", multiple=True, help="Token address on L1; may be given more than once."
)
@chain_option
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def balance(
    session: Session,
    account_address: str | None,
    tokens: tuple[str, ...],
    chain_choice: str,
    as_json: bool,
) -> None:
    """What ADDRESS (or the account) holds on both layers: ETH, the base token and --token."""
    from garter.client.network import checked_receiver

    bridge = _connect(session, chain_choice)
    if account_address is not None:
        owner = checked_receiver("ADDRESS", account_address)
    else:
        owner = session.signer.address
    wanted = {bridge.token(choice): choice for choice in ("eth", "base", *tokens)}
    found = [bridge.balance(choice, owner) for choice in wanted.values()]
    if as_json:
        rows = [
            {
                "token": row.token.address,
                "symbol": row.token.symbol,
                "decimals": row.token.decimals,
                "l1": str(row.l1),
                "l2": None if row.l2 is None else str(row.l2),
                "l2_token": row.l2_address,
            }
            for row in found
        ]
        click.echo(json.dumps({"account": owner, "balances": rows}))
        return
    table = Table(title=f"{owner} on L1 and chain {bridge.network.chain_id}")
    for column in ("token", "L1", "L2", "token on L2"):
        table.add_column(column, overflow="fold")
    for row in found:
        on_l2 = "unknown" if row.l2 is None else row.token.format(row.l2)
        table.add_row(row.token.symbol, row.token.format(row.l1), on_l2, row.l2_address or "")
    new_console().print(table)


# --- inside ---------------------------------------------------------------------------------------


def _connect(session: Session, choice: str, *, signs: bool = False) -> Bridge:
    """The bridge to the chain that --chain names."""
    from garter.chain.rpc import Rpc
    from garter.client import Bridge
    from garter.ecosystem.manifest import load_manifest, require_network
    from garter.settings import settings

    signer = session.signer if signs else None
    if choice.startswith(("http://", "https://")):
        return Bridge.connect(session.rpc, Rpc(choice, timeout=settings().rpc_timeout), signer)
    manifest = load_manifest(session.manifest_path)
    require_network(manifest, session.manifest_path, session.rpc)
    entry = manifest.chains.get(choice)
    if entry is None:
        known = ", ".join(manifest.chains) or "none yet"
        raise InvalidInput(
            "--chain",
            choice,
            f"not in {session.manifest_path} (chains there: {known})",
            "Name one of them, or give the chain's JSON-RPC address",
        )
    if entry.rpc is None:
        bridgehub = manifest.address("Bridgehub")
        return Bridge.on_l1(session.rpc, bridgehub, entry.chain_id, signer)
    return Bridge.connect(session.rpc, Rpc(entry.rpc, timeout=settings().rpc_timeout), signer)


def _checked_hash(text: str) -> None:
    if re.fullmatch(r"0x[0-9a-fA-F]{64}", text) is None:
        raise InvalidInput("HASH", text, "not a transaction hash", "Give 0x and 64 hex digits")


def _confirm(yes: bool) -> None:
    if not yes:
        click.confirm("Send?", abort=True)


def _announce(console: Console) -> Callable[[Call, str], None]:
    def announce(call: Call, tx_hash: str) -> None:
        console.print(f"{call.what}: {tx_hash}", soft_wrap=True, highlight=False)

    return announce


def _settle(console: Console, bridge: Bridge, l1_hash: str, timeout: float, chain: str) -> None:
    with console.status("waiting for the chain") as spinner:
        final = bridge.wait_l2(l1_hash, timeout, lambda s: spinner.update(f"deposit: {s.phase}"))
    for label, value in _status_fields(final).items():
        console.print(f"{label:12} {value}", soft_wrap=True, highlight=False)
    _advise(console, final, l1_hash, chain)


def _advise(
    console: Console, current: DepositStatus | WithdrawalStatus, tx_hash: str, chain: str
) -> None:
    """What to do next; a failure is exit code 1."""
    phase = str(current.phase)
    if phase in ("L1_PENDING", "L2_PENDING", "PENDING"):
        _show_continuation(console, "status --wait", tx_hash, chain)
    elif phase == "READY_TO_FINALIZE":
        _show_continuation(console, "finalize", tx_hash, chain)
    elif phase in ("L1_FAILED", "L2_FAILED"):
        if getattr(getattr(current, "deposit", None), "transfer", None) is not None:
            _show_continuation(console, "claim", tx_hash, chain)
        raise click.exceptions.Exit(1)


def _show_continuation(console: Console, command: str, tx_hash: str, chain: str) -> None:
    console.print(
        f"Go on with: bridge {command} {tx_hash} --chain {chain}", soft_wrap=True, highlight=False
    )


def _status_fields(current: DepositStatus | WithdrawalStatus) -> dict[str, Any]:
    from garter.client import DepositStatus

    fields: dict[str, Any] = {"phase": str(current.phase)}
    if isinstance(current, DepositStatus):
        fields |= {"kind": "deposit", "l1_hash": current.l1_hash}
        if current.deposit is not None:
            fields |= {"l2_hash": current.deposit.l2_hash, "number": current.deposit.number}
        if current.l2_block is not None:
            fields |= {"l2_block": current.l2_block, "l2_gas_used": current.l2_gas_used}
        return fields
    fields |= {"kind": "withdrawal", "l2_hash": current.l2_hash}
    if current.withdrawal is not None:
        fields["l2_block"] = current.withdrawal.l2_block
    if current.proof is not None:
        fields |= {"batch": current.proof.batch_number, "log": current.proof.index}
    return fields


def _show_deposit_quote(console: Console, quote: DepositQuote) -> None:
    from garter.client.amounts import format_amount

    base = quote.base_token
    table = Table(title=quote.request.what, show_header=False)
    table.add_column("")
    table.add_column("", overflow="fold")
    table.add_row("receiver on L2", quote.receiver)
    table.add_row("refunds on L2 to", quote.refund_recipient)
    table.add_row("L2 gas", f"{quote.l2_gas_limit:,}")
    table.add_row("L2 gas costs at most", base.format(quote.base_cost))
    table.add_row("of which returns now", base.format(quote.expected_refund) + ", and unused gas")
    table.add_row("minted on L2", base.format(quote.mint_value))
    if quote.first_bridging:
        table.add_row("first bridging", f"the chain creates {quote.token.symbol}")
    for call, gas in zip(quote.calls, quote.l1_gas, strict=True):
        table.add_row(f"L1 gas: {call.what}", f"{gas:,}")
    fee = format_amount(quote.expected_l1_fee, 18, "ETH")
    table.add_row("L1 fee", f"{fee} (at most {format_amount(quote.max_l1_fee, 18, 'ETH')})")
    table.add_row("ETH sent along", format_amount(quote.request.value, 18, "ETH"))
    console.print(table)


def _show_withdrawal_quote(console: Console, quote: WithdrawalQuote) -> None:
    table = Table(title=quote.call.what, show_header=False)
    table.add_column("")
    table.add_column("", overflow="fold")
    table.add_row("receiver on L1", quote.receiver)
    table.add_row("L2 gas", f"{quote.gas:,}")
    base = quote.base_token
    fee = base.format(quote.expected_fee)
    table.add_row("L2 fee", f"{fee} (at most {base.format(quote.max_fee)})")
    console.print(table)
