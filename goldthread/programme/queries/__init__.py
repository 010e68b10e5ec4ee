"""Every reading of this part, as of a day. Who holds nothing sees what is published."""
