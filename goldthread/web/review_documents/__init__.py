"""The documents of a review: read, compared, saved as Word, PDF or page, taken back from Word."""
