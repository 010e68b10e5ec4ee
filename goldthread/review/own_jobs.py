"""The jobs of this part."""
