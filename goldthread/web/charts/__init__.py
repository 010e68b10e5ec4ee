"""Charts: one Vega-Lite spec gives the picture, its download and the interactive chart."""
