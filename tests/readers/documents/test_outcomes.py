"""What follows from a filing day, to the end of the calendar."""

from datetime import date

from goldthread.readers.documents.outcomes import years_after


def test_the_same_day_so_many_years_on() -> None:
    assert years_after(date(2004, 2, 29), 20) == date(2024, 2, 29)
    assert years_after(date(2004, 2, 29), 15) == date(2019, 2, 28)


def test_no_day_lies_beyond_the_calendar() -> None:
    assert years_after(date(9979, 1, 1), 20) == date(9999, 1, 1)
    assert years_after(date(9999, 1, 1), 20) is None
