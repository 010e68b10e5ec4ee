"""The permission matrix of the work, of reform acts and of people."""

from goldthread.offices.permissions import Matrix

MATRIX = Matrix("goldthread.programme")
