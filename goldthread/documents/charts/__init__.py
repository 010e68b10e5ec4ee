"""Charts as pictures: Vega-Lite specifications, how they look, and what draws them."""
