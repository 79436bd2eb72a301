"""Compile what changed, several processes at once.

``ape compile`` is serial and does not notice a changed module; this build hashes a source with
everything it imports, compiles the stale ones in a process pool and writes the result twice: as
one artefact a contract, which Garter reads, and as Ape's project manifest, so that Ape finds
nothing to do.
"""

from __future__ import annotations

import os
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from garter import paths
from garter.build import fallback, sources
from garter.build.artifacts import Artifact, error_abis, errors_raised_by, load_artifact
from garter.exceptions import ArtifactMissing, CompileFailed, FallbackMismatch

if TYPE_CHECKING:
    from collections.abc import Callable

COMPILER = "0.4.3"
EVM_VERSION = "prague"
EIP170_LIMIT = 24_576  # bytes of deployed code


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    compiled: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    seconds: float = 0.0


def build(
    on_compiled: Callable[[str, int, int], None] | None = None, workers: int | None = None
) -> BuildReport:
    """Bring every artefact up to date.

    ``on_compiled(name, done, total)`` is told of each finished contract. Raises CompileFailed
    with the compiler's own messages, after everything else was compiled and kept.
    """
    started = time.monotonic()
    sources.forget()
    settings = _settings_fingerprint()
    report = BuildReport()
    stale: list[tuple[Path, str]] = []
    for source in sources.deployable_sources():
        wanted = sources.source_hash(source, settings)
        if _cached_hash(source.stem) == wanted:
            report.unchanged.append(source.stem)
        else:
            stale.append((source, wanted))

    removed = _drop_orphans({s.stem for s in sources.deployable_sources()})
    if stale:
        _compile_all(stale, report, on_compiled, workers)
    if stale or removed or not paths.APE_MANIFEST.is_file():
        from garter.build.ape_manifest import write_ape_manifest

        write_ape_manifest([*report.compiled, *report.unchanged])
    report.seconds = time.monotonic() - started
    return report


def _settings_fingerprint() -> str:
    errors = ",".join(sorted(e["name"] for e in error_abis()))
    return f"vyper {COMPILER} {EVM_VERSION} schema 1 {errors}"


def _cached_hash(name: str) -> str | None:
    try:
        return load_artifact(name).source_hash
    except ArtifactMissing:
        return None
    except (TypeError, ValueError):
        return None  # written by an older Garter, or cut off: compile again


def _drop_orphans(wanted: set[str]) -> bool:
    orphans = [p for p in paths.ARTIFACTS.glob("*.json") if p.stem not in wanted]
    for path in orphans:
        path.unlink()
    return bool(orphans)


def _compile_all(
    stale: list[tuple[Path, str]],
    report: BuildReport,
    on_compiled: Callable[[str, int, int], None] | None,
    workers: int | None,
) -> None:
    paths.ARTIFACTS.mkdir(parents=True, exist_ok=True)
    # Biggest first, so that the pool does not end on one long job.
    stale.sort(key=lambda item: sum(p.stat().st_size for p in sources.import_closure(item[0])))
    stale.reverse()
    failures: dict[str, str] = {}
    with ProcessPoolExecutor(workers or os.cpu_count()) as pool:
        jobs = [pool.submit(_compile, source, digest) for source, digest in stale]
        for number, (job, (source, _)) in enumerate(zip(jobs, stale, strict=True), 1):
            artifact = job.result()
            if isinstance(artifact, str):
                failures[str(source.relative_to(paths.ROOT))] = artifact
                continue
            target = paths.ARTIFACTS / f"{artifact.name}.json"
            scratch = target.with_suffix(f".{os.getpid()}.tmp")
            scratch.write_text(artifact.to_json())
            scratch.replace(target)
            report.compiled.append(artifact.name)
            if on_compiled:
                on_compiled(artifact.name, number, len(jobs))
    load_artifact.cache_clear()
    if failures:
        raise CompileFailed(failures)


def _compile(source: Path, digest: str) -> Artifact | str:
    """One source to one artefact, or the compiler's message; runs in a worker process."""
    from vyper.compiler import compile_from_file_input
    from vyper.compiler.input_bundle import FilesystemInputBundle
    from vyper.compiler.settings import Settings
    from vyper.exceptions import VyperException

    # The ERC-1967 proxies are one array over all storage on purpose: it reaches any slot.
    warnings.filterwarnings("ignore", message="Use of large arrays can be unsafe")
    bundle = FilesystemInputBundle(list(reversed(sources.search_paths())))

    def outputs(path: Path, *formats: str) -> dict[str, Any]:
        with bundle.search_path(paths.ROOT):
            found: dict[str, Any] = compile_from_file_input(
                bundle.load_file(path),
                input_bundle=bundle,
                settings=Settings(evm_version=EVM_VERSION),
                output_formats=formats,
            )
        return found

    try:
        out = outputs(source, "abi", "bytecode", "bytecode_runtime", "layout", "userdoc", "devdoc")
        runtime = bytes.fromhex(out["bytecode_runtime"][2:])
        if interface := fallback.interface_of(source, out["devdoc"]):
            out["abi"] = fallback.serve(out["abi"], outputs(interface, "abi")["abi"], runtime)
    except (VyperException, FallbackMismatch) as err:
        return str(err)
    init = bytes.fromhex(out["bytecode"][2:])
    return Artifact(
        name=source.stem,
        source=str(source.relative_to(paths.ROOT)),
        source_hash=digest,
        abi=out["abi"] + errors_raised_by(init),
        init_code=out["bytecode"],
        runtime_code="0x" + runtime.hex(),
        layout=out["layout"],
        userdoc=out["userdoc"],
        devdoc=out["devdoc"],
    )
