"""Deploy, register and verify: plans of named steps over a node, and the manifest they keep."""
