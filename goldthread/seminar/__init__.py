"""What is said: the seminar, its agenda and delegations, proposals, stances, answers, minutes."""
