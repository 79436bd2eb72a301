"""Where things lie in a checkout. Nothing else in Garter spells a path."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = ROOT / "contracts"
INTERFACES = ROOT / "interfaces"
ERRORS_JSON = INTERFACES / "errors.json"
BUILD = ROOT / ".build"
ARTIFACTS = BUILD / "artifacts"
APE_MANIFEST = BUILD / "__local__.json"
DEPLOYMENTS = ROOT / "deployments"
LOCAL_STATE = ROOT / ".cache" / "local"
