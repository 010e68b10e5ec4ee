"""What this part's own objects are called in notices, and who sees them."""

from goldthread.offices import emergency, queries
from goldthread.offices.models import EmergencyAccess, Person, Reform
from goldthread.offices.post import describe
from goldthread.offices.post.describe import SEEN_BY, Described
from goldthread.workflow.jobs import JOBS
from goldthread.workflow.models import JobRun


def person(each: Person) -> Described:
    return Described({"en": each.name_en, "zh": each.name_zh})


def reform(each: Reform) -> Described:
    return Described({"en": each.title_en, "zh": each.title_zh}, f"/reforms/{each.key}")


def emergency_access(each: EmergencyAccess) -> Described:
    model, _ = emergency.OPENABLE[each.object_type]
    kind = model.machine.titles
    titles = {
        "en": f"{kind['en']} {each.object_key}, opened by {each.person.name_en}: {each.reason}",
        "zh": f"{kind['zh']}{each.object_key}，由{each.person.name_zh}开启：{each.reason}",
    }
    return Described(titles, f"/emergency-access/{each.pk}")


def job_run(each: JobRun) -> Described:
    return Described(JOBS.get(each.job).titles if each.job in JOBS else {"en": each.job})


describe.register(Person, person)
describe.register(Reform, reform)
describe.register(EmergencyAccess, emergency_access, related=("person",))
describe.register(JobRun, job_run)
SEEN_BY.register(Person, queries.people_visible_to)
SEEN_BY.register(Reform, queries.reforms_visible_to)
SEEN_BY.register(JobRun, queries.job_runs_visible_to)
SEEN_BY.register(EmergencyAccess, emergency.visible_to)
