"""Nobody is told of an address by itself: it is an item of the seminar."""
