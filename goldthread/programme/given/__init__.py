"""What is given with an action as lists: a module reads one kind, or says what is wrong where."""
