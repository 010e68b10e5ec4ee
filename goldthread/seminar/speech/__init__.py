"""The head's address as a text: its tokens, its sentences, what they say and what contradicts them.

Plain Python: what the ledger and the register know is given to it (`facts`), nothing is looked up.
"""
