"""What is to be done: strategy, requirement, measure, key task, report, evidence, notices."""
