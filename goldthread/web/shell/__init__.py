"""What all pages share: the address, the languages, names and numbers, the thread bar, errors."""
