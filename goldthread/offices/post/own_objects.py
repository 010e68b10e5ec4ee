"""What this part's own objects are called in notices, and who sees them."""

from goldthread.offices import queries
from goldthread.offices.models import Person, Reform
from goldthread.offices.post import describe
from goldthread.offices.post.describe import SEEN_BY, Described
from goldthread.workflow.jobs import JOBS
from goldthread.workflow.models import JobRun


def person(each: Person) -> Described:
    return Described({"en": each.name_en, "zh": each.name_zh})


def reform(each: Reform) -> Described:
    return Described({"en": each.title_en, "zh": each.title_zh}, f"/reforms/{each.key}")


def job_run(each: JobRun) -> Described:
    return Described(JOBS.get(each.job).titles if each.job in JOBS else {"en": each.job})


describe.register(Person, person)
describe.register(Reform, reform)
describe.register(JobRun, job_run)
SEEN_BY.register(Person, queries.people_visible_to)
SEEN_BY.register(Reform, queries.reforms_visible_to)
SEEN_BY.register(JobRun, queries.job_runs_visible_to)
