"""Every reading of this part. A right is asked of a day; who holds nothing sees what is published."""
