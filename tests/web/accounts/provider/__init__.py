"""An office's own OpenID provider for the tests: a small site of django-oauth-toolkit, RS256.

`python -m tests.web.accounts.provider FOLDER CALLBACK` makes its database in the folder, prints its
address when it answers, and serves until it is ended. People: wang, li; the password of both is
PASSWORD. `sub` is the person's number there.
"""

PASSWORD = "the provider's own password"
CLIENT = "goldthread-site"
SECRET = "a secret between the two sites"
PEOPLE = {"wang": "7001", "li": "7002"}
