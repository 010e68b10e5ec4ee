"""The permission matrix of the seminar."""

from goldthread.offices.permissions import Matrix

MATRIX = Matrix("goldthread.seminar")
