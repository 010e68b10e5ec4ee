"""`sub` is the person's number at the office."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator

from tests.web.accounts.provider import PEOPLE


class Claims(OAuth2Validator):
    def get_oidc_claims(self, _token: Any, _handler: Any, request: Any) -> dict[str, Any]:
        return {"sub": PEOPLE[request.user.get_username()]}
