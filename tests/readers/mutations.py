"""Files spoilt by chance, the same way for the same seed."""

import random


def mutated(text: str, seed: int) -> bytes:
    """The text with up to eleven bytes changed or pieces taken out."""
    rng = random.Random(seed)
    data = bytearray(text.encode())
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(data))
        if rng.random() < 0.5:
            data[at] = rng.randrange(256)
        else:
            del data[at : at + rng.randrange(1, 60)]
    return bytes(data)
