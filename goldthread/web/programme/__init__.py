"""The work: sources, cycles, measures, the ledger of key tasks."""
