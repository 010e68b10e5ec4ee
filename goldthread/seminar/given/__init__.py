"""What actions are given as lists or texts, read into shapes or refused by a sentence."""
