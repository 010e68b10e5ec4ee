"""What the actions do, on the locked row, in the engine's transaction."""
