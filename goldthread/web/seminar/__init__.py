"""Pages of the meeting: agenda, documents, delegations, check-in, minutes, the address."""
