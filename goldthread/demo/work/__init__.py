"""The demo's work: two half-years told through the engine, with people in every role."""
