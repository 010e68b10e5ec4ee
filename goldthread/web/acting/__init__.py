"""The one way in which pages change things: forms from transition tables, frames, history."""
