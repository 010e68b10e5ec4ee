"""The demo's seminars: a small one in January 2019 and that of 30 July, told through the engine."""
