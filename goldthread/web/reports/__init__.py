"""The following up: reports, evidence, extensions, supervision notices, each person's desk."""
