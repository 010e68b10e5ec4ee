"""Every case of the matrix of the seminar: role, relation, object, state, action, reading."""

import pytest

from goldthread.seminar.permissions import MATRIX
from goldthread.seminar.queries.why import why_seen
from goldthread.seminar.transitions import MACHINES
from tests.permission_cases import Cases, parametrize_cases
from tests.seminar.permissions.scenes import SCENES, SEATED, TODAY


class TestMatrix(Cases):
    matrix, machines, scenes, seated, today = MATRIX, MACHINES, SCENES, SEATED, TODAY
    why_seen = staticmethod(why_seen)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parametrize_cases(TestMatrix, metafunc)
