"""Pages of the review: its figures, the assessments of offices, the sample, the comparison."""
