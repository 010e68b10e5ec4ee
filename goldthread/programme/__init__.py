"""What is to be done: measures, key tasks, reports, verification, and the plan reader."""
