"""One engine for every object that has a life: states as data, transitions, audit, outbox."""
