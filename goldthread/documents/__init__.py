"""Writing documents: Word files and workbooks; this room knows layout, not meaning."""
