"""The permission matrix of the review, its document and the news."""

from goldthread.offices.permissions import Matrix

MATRIX = Matrix("goldthread.review")
