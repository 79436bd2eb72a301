"""What a command works with: a node, an account, a manifest; the same under Ape and without it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from garter import paths
from garter.chain.rpc import Rpc
from garter.chain.signer import ApeSigner, LocalSigner, Signer, is_local_alias
from garter.cli.errors import friendly
from garter.settings import settings

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_MANIFEST = "local"


@dataclass(frozen=True, slots=True)
class Session:
    """One command's surroundings."""

    rpc: Rpc
    manifest_path: Path
    load_signer: Callable[[int], Signer]
    """Chain id => the account chosen with --account. Asked only when something is to be signed."""

    @property
    def signer(self) -> Signer:
        return self.load_signer(self.rpc.chain_id())


def manifest_file(choice: str) -> Path:
    """``--manifest``: a network's name (``deployments/NAME.json``) or a path."""
    path = Path(choice)
    return path if path.suffix == ".json" else paths.DEPLOYMENTS / f"{choice}.json"


def local_l1_url() -> str:
    """Where the local network's L1 listens, or would if it ran."""
    from garter.local import network

    running = network.running_l1()
    return running.fork.url if running else f"http://127.0.0.1:{settings().l1_port}"


COMMON_OPTIONS = (
    click.option(
        "--manifest",
        default=DEFAULT_MANIFEST,
        show_default=True,
        help="Network name (deployments/NAME.json) or path of a manifest.",
    ),
)
ACCOUNT_HELP = (
    "Ape account that signs (alias, or TEST::0 on a local chain)."
    " See `ape accounts list`; keys are never given on the command line."
)


def light_command(name: str, run: Callable[..., None], *, signs: bool) -> click.Command:
    """The command as ``garter NAME``: a node by --rpc, an account by alias, no Ape start-up."""

    def invoke(rpc: str, manifest: str, account: str | None = None, **options: Any) -> None:
        session = Session(
            Rpc(rpc, timeout=settings().rpc_timeout),
            manifest_file(manifest),
            lambda chain_id: _light_signer(account or "TEST::0", chain_id),
        )
        run(session, **options)

    command = click.Command(name, callback=friendly(invoke), help=run.__doc__)
    command.params = [
        click.Option(
            ["--rpc"],
            default=local_l1_url,
            show_default="the local network's",
            help="JSON-RPC of the L1.",
        ),
        *_own_params(run, COMMON_OPTIONS),
    ]
    if signs:
        command.params.insert(1, click.Option(["--account"], help=ACCOUNT_HELP))
    return command


def ape_command(name: str, run: Callable[..., None], *, signs: bool) -> click.Command:
    """The command as ``ape run NAME``: --network and --account are Ape's own."""
    from ape.cli import ConnectedProviderCommand
    from ape.cli.choices import AccountAliasPromptChoice

    point_ape_at_local_network()

    def invoke(
        provider: Any, ecosystem: Any, manifest: str, account: Any = None, **options: Any
    ) -> None:
        session = Session(
            Rpc(provider.http_uri, timeout=settings().rpc_timeout),
            manifest_file(manifest),
            lambda chain_id: ApeSigner(
                account or AccountAliasPromptChoice().select_account(), ecosystem
            ),
        )
        run(session, **options)

    command: click.Command = ConnectedProviderCommand(  # type: ignore[no-untyped-call]
        name, callback=friendly(invoke), help=run.__doc__
    )
    command.params = _own_params(run, COMMON_OPTIONS)
    if signs:
        command.params.insert(
            0, click.Option(["--account"], type=AccountAliasPromptChoice(), help=ACCOUNT_HELP)
        )
    return command


def point_ape_at_local_network() -> None:
    """Where this checkout's L1 and what it forks are, unless the environment says otherwise.

    ape-config.yaml can only name the default ports; the network may run on others, or fork a
    real node (``GARTER_L1_RPC``).
    """
    import ape

    from garter.local import network

    running = network.running_l1()
    if running is not None:
        os.environ.setdefault("APE_FOUNDRY_HOST", running.fork.url)
    upstream = settings().l1_rpc
    if upstream is None and running is not None and running.origin is not None:
        upstream = running.origin.url
    if upstream is not None:
        ape.config.get_config("node").ethereum.mainnet["uri"] = upstream


def _own_params(run: Callable[..., None], common: tuple[Any, ...]) -> list[click.Parameter]:
    """Click parameters declared on ``run`` by decorators, behind the common ones."""

    def holder() -> None: ...

    for option in common:
        option(holder)
    declared: list[click.Parameter] = list(reversed(getattr(run, "__click_params__", [])))
    shared: list[click.Parameter] = list(getattr(holder, "__click_params__", []))
    return declared + shared


def _light_signer(account: str, chain_id: int) -> Signer:
    if is_local_alias(account):
        return LocalSigner(account, chain_id)
    import ape

    return ApeSigner(ape.accounts.load(account), ape.networks.ethereum)
