"""``python -m garter.node CONFIG.json``: run one chain's operator."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from garter.exceptions import GarterError
from garter.node.config import NodeConfig
from garter.node.operator import Operator


async def _run(config: NodeConfig) -> None:
    await Operator(config).run()


def main() -> None:
    """Exit 1 with a message on an error that the user can mend."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    config = NodeConfig.model_validate_json(Path(sys.argv[1]).read_text())
    try:
        asyncio.run(_run(config))
    except GarterError as err:
        logging.getLogger("garter").error("%s", err)
        sys.exit(1)


if __name__ == "__main__":
    main()
