"""Charts: one Vega-Lite spec gives the picture in the page, its download and the interactive one."""
