"""Who is told of what: documents and requirements tell nobody; the measures do."""
