"""Ape plugin: the ecosystem ``garter``, whose networks are the chains of the local manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ape import plugins

if TYPE_CHECKING:
    from collections.abc import Iterator


@plugins.register(plugins.Config)
def config_class() -> Any:
    from ape_garter.ecosystem import GarterConfig

    return GarterConfig


@plugins.register(plugins.EcosystemPlugin)
def ecosystems() -> Iterator[Any]:
    from ape_garter.ecosystem import Garter

    yield Garter


@plugins.register(plugins.NetworkPlugin)
def networks() -> Iterator[Any]:
    from ape_garter.chains import known_chains
    from ape_garter.ecosystem import network_of

    for name, chain in known_chains().items():
        yield "garter", name, network_of(chain)


@plugins.register(plugins.ProviderPlugin)
def providers() -> Iterator[Any]:
    from ape_node import Node

    from ape_garter.chains import known_chains

    for name in known_chains():
        yield "garter", name, Node
