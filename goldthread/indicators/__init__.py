"""The register to figures: catalogue, plan, compiler, engines, lineage."""
