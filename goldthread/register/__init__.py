"""Records to the register: immutable loads, versions, as known on a day."""
