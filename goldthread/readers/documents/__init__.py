"""One way to read the XML of many offices: cut, parse, map, check, one document after another."""
