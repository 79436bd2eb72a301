"""Write Ape's project manifest, so that ``project.L1Bridgehub`` needs no ``ape compile``."""

from __future__ import annotations

from ethpm_types import Compiler, ContractType, PackageManifest, Source
from ethpm_types.source import Content

from garter import paths
from garter.build.artifacts import load_artifact


def write_ape_manifest(names: list[str]) -> None:
    """``.build/__local__.json`` with a contract type and the source text of each contract."""
    artifacts = [load_artifact(name) for name in sorted(names)]
    manifest = PackageManifest(
        name="garter",
        version="0.1.0",
        contractTypes={
            a.name: ContractType.model_validate(
                {
                    "contractName": a.name,
                    "sourceId": a.source,
                    "abi": a.abi,
                    "deploymentBytecode": {"bytecode": a.init_code},
                    "runtimeBytecode": {"bytecode": a.runtime_code},
                    "userdoc": a.userdoc,
                    "devdoc": a.devdoc,
                }
            )
            for a in artifacts
        },
        sources={
            a.source: Source(content=Content(root=_lines((paths.ROOT / a.source).read_text())))
            for a in artifacts
        },
        compilers=[
            Compiler(name="vyper", version="0.4.3", contractTypes=[a.name for a in artifacts])
        ],
    )
    scratch = paths.APE_MANIFEST.with_suffix(".tmp")
    scratch.write_text(manifest.model_dump_json(exclude_none=True, by_alias=True))
    scratch.replace(paths.APE_MANIFEST)


def _lines(text: str) -> dict[int, str]:
    return dict(enumerate(text.rstrip().splitlines(), start=1))
