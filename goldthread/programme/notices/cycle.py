"""Who is told of what: a cycle tells nobody by itself; its measures and tasks do."""
