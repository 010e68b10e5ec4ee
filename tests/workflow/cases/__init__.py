"""Machines of the work cycle as cases for the engine, with the people and rules they need."""
