"""The part itself, acting on one object because of what was done to another."""

from goldthread.programme.rules.words import system

system("review", "the going on of the review", "考核推进")
