"""Every case of the matrix of the review: role, relation, object, state, action, reading."""

import pytest

from goldthread.review.permissions import MATRIX
from goldthread.review.queries.why import why_seen
from goldthread.review.transitions import MACHINES
from tests.permission_cases import Cases, parametrize_cases
from tests.review.permissions.scenes import SCENES, SEATED, TODAY


class TestMatrix(Cases):
    matrix, machines, scenes, seated, today = MATRIX, MACHINES, SCENES, SEATED, TODAY
    why_seen = staticmethod(why_seen)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parametrize_cases(TestMatrix, metafunc)
