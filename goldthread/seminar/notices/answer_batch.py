"""Nobody is told of a batch itself: each proposal in it tells those whom its answer concerns."""
