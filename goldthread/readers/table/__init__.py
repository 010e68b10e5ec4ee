"""Any CSV, TSV or XLSX by a mapping file: what docs/mapping.md describes."""
