"""The look-back: where the half-year stands."""
