# Written by `npm run python-client` from packages/api-contract; not edited by hand.
"""Roundsman's Public and Operator API for Python 3.9 and later, on the standard library alone."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any, Iterator, Optional
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

API_VERSION = "2026-11-01"


class Problem(Exception):
    """A refusal (RFC 9457): branch on `code`, show `title` and `remedy` to people."""

    def __init__(self, status: int, document: dict):
        super().__init__(document.get("detail") or document.get("title") or str(status))
        self.status = status
        self.code = document.get("code", "unknown")
        self.title = document.get("title", "")
        self.remedy = document.get("remedy")
        self.fields = document.get("fields", [])
        self.document = document


def _part(value: str) -> str:
    return quote(str(value), safe="")


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(_word(each) for each in value)
    return str(value)


class Roundsman:
    """`Roundsman("https://…", key)`: a write whose connection breaks is sent again under the same Idempotency-Key."""

    def __init__(self, url: str, bearer: Optional[str], tries: int = 3, timeout: float = 30.0):
        self.url = url.rstrip("/")
        self.bearer = bearer
        self.tries = tries
        self.timeout = timeout

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Optional[dict] = None,
        body: Optional[dict] = None,
        content: Optional[bytes] = None,
        content_type: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        if_match: Optional[str] = None,
    ) -> Any:
        asked = {}
        for name, value in (query or {}).items():
            if isinstance(value, dict):
                asked.update({f"{name}[{key}]": _word(each) for key, each in value.items()})
            elif value is not None:
                asked[name] = _word(value)
        url = f"{self.url}{path}?{urlencode(asked)}" if asked else f"{self.url}{path}"
        headers = {"Roundsman-Version": API_VERSION, "Accept": "application/json"}
        if self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        data = content
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        elif content_type is not None:
            headers["Content-Type"] = content_type
        if method != "GET":
            headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
        if if_match is not None:
            headers["If-Match"] = if_match
        for tried in range(1, self.tries + 1):
            try:
                with urlopen(Request(url, data, headers, method=method), timeout=self.timeout) as answer:
                    return self._read(answer)
            except HTTPError as refusal:
                text = refusal.read().decode(errors="replace")
                document = json.loads(text) if "json" in refusal.headers.get("Content-Type", "") else {"title": text}
                wait = refusal.headers.get("Retry-After")
                if tried == self.tries or wait is None or refusal.code not in (409, 429, 503):
                    raise Problem(refusal.code, document) from None
                time.sleep(min(float(wait), 30.0))
            except URLError:
                if tried == self.tries:
                    raise
                time.sleep(0.5 * 2**tried)
        raise AssertionError("unreachable")

    @staticmethod
    def _read(answer: Any) -> Any:
        content = answer.read()
        if not content:
            return None
        return json.loads(content) if "json" in answer.headers.get("Content-Type", "") else content

    def pages(self, ask: Any, **query: Any) -> Iterator[dict]:
        """Every row of a list: `for job in api.pages(api.jobs_list, state=["new"])`."""
        after = None
        while True:
            page = ask(after=after, **query)
            yield from page["rows"]
            after = page.get("next")
            if after is None:
                return

    def session_sign_in(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Sign in with e-mail and password. Answers a ten-minute bearer token and sets an HttpOnly refresh cookie on the canonical origin. 401 `code_needed`: the password is right and `code` is asked for as well, or in its place an answer to the problem’s `passkeyRequest` in `passkey`; 409 `several_organisations`: say which. Tries are limited by address and e-mail. (Session)"""
        return self._ask("POST", f"/api/session", body=body, idempotency_key=idempotency_key)

    def session_begin_passkey(self, *, idempotency_key: Optional[str] = None) -> Any:
        """What the browser is to be asked to sign in with a passkey alone; good for five minutes and one answer. (Session)"""
        return self._ask("POST", f"/api/session/passkey/challenge", idempotency_key=idempotency_key)

    def session_sign_in_with_passkey(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Sign in with a passkey alone. The passkey names its member, who was recognised by finger, face or PIN. Answers and sets what signing in with a password does. (Session)"""
        return self._ask("POST", f"/api/session/passkey", body=body, idempotency_key=idempotency_key)

    def session_begin_provider(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Where the browser goes to sign in through the organisation’s provider. By the e-mail of a member, or by the `organisation` of its sign-in link. Sets a cookie that only this browser finishes with, within five minutes. (Session)"""
        return self._ask("POST", f"/api/session/provider", body=body, idempotency_key=idempotency_key)

    def session_finish_provider(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Sign in with what the provider sent the browser back with. (Session)"""
        return self._ask("POST", f"/api/session/provider/finish", body=body, idempotency_key=idempotency_key)

    def session_renew(self, *, idempotency_key: Optional[str] = None) -> Any:
        """A fresh bearer token for the refresh cookie. (Session)"""
        return self._ask("POST", f"/api/session/renew", idempotency_key=idempotency_key)

    def session_sign_out(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Sign out: revoke the refresh cookie and its tokens. (Session)"""
        return self._ask("DELETE", f"/api/session", idempotency_key=idempotency_key)

    def account_get(self, *, fields: Any = None) -> Any:
        """How I sign in. (Own account)"""
        return self._ask("GET", f"/api/account", query={"fields": fields})

    def account_ask_email_change(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Another e-mail address for me, once it was confirmed from its mailbox. A link goes there and is good for a day. Answers the same when the address is another member’s, who is told. A new wish replaces the one before; five a day. (Own account)"""
        return self._ask("POST", f"/api/account/email", body=body, idempotency_key=idempotency_key)

    def account_drop_email_change(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Keep my e-mail address after all: the link to the other one opens nothing. (Own account)"""
        return self._ask("DELETE", f"/api/account/email", idempotency_key=idempotency_key)

    def account_change_password(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """A new password; every other browser is signed out. (Own account)"""
        return self._ask("PUT", f"/api/account/password", body=body, idempotency_key=idempotency_key)

    def account_sessions(self, *, fields: Any = None) -> Any:
        """Where I am signed in. (Own account)"""
        return self._ask("GET", f"/api/account/sessions", query={"fields": fields})

    def account_end_session(self, session_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Sign out one of my browsers. (Own account)"""
        return self._ask("DELETE", f"/api/account/sessions/{_part(session_id)}", idempotency_key=idempotency_key)

    def account_end_other_sessions(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Sign out every browser of mine but this one. (Own account)"""
        return self._ask("DELETE", f"/api/account/sessions", idempotency_key=idempotency_key)

    def account_begin_second_factor(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """A secret for an authenticator app; it counts once a code of it was confirmed. (Own account)"""
        return self._ask("POST", f"/api/account/second-factor", body=body, idempotency_key=idempotency_key)

    def account_confirm_second_factor(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """The first code of the authenticator: from now on signing in asks for one. (Own account)"""
        return self._ask("POST", f"/api/account/second-factor/confirm", body=body, idempotency_key=idempotency_key)

    def account_renew_recovery_codes(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Ten new recovery codes; those before are void. (Own account)"""
        return self._ask("POST", f"/api/account/recovery-codes", body=body, idempotency_key=idempotency_key)

    def account_remove_second_factor(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Sign in with the password alone again. (Own account)"""
        return self._ask("POST", f"/api/account/second-factor/remove", body=body, idempotency_key=idempotency_key)

    def passkeys_list(self, *, fields: Any = None) -> Any:
        """My passkeys. (Passkeys)"""
        return self._ask("GET", f"/api/account/passkeys", query={"fields": fields})

    def passkeys_begin(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """What the browser is to be asked for a new passkey; good for five minutes and one answer. Problem 409 `passkeys_need_a_name` where the platform is reached by an address of numbers. (Passkeys)"""
        return self._ask("POST", f"/api/account/passkeys/challenge", body=body, idempotency_key=idempotency_key)

    def passkeys_add(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Keep a passkey that the browser made; the member is told by e-mail. (Passkeys)"""
        return self._ask("POST", f"/api/account/passkeys", body=body, idempotency_key=idempotency_key)

    def passkeys_rename(self, passkey_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Give one of my passkeys another name. (Passkeys)"""
        return self._ask("PATCH", f"/api/account/passkeys/{_part(passkey_id)}", body=body, idempotency_key=idempotency_key)

    def passkeys_remove(self, passkey_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Remove one of my passkeys; the member is told by e-mail. Problem 409 `last_factor` when it is the last that signing in asks for after the password. (Passkeys)"""
        return self._ask("POST", f"/api/account/passkeys/{_part(passkey_id)}/remove", body=body, idempotency_key=idempotency_key)

    def passkeys_set_after_password(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Whether signing in with the password asks for a passkey as well. (Passkeys)"""
        return self._ask("POST", f"/api/account/passkeys/after-password", body=body, idempotency_key=idempotency_key)

    def account_links_ask_for_reset(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Send me a link for a new password. Answers 204 whether or not anybody has this e-mail. Tries are limited by address and e-mail. (Account links)"""
        return self._ask("POST", f"/api/password-reset", body=body, idempotency_key=idempotency_key)

    def account_links_open(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Whom a link is for, without using it. Problem 410 `link_over` when it was used, replaced or ran out. (Account links)"""
        return self._ask("POST", f"/api/account-links/open", body=body, idempotency_key=idempotency_key)

    def account_links_use(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Choose the password by a link; every browser is signed out. (Account links)"""
        return self._ask("POST", f"/api/account-links/use", body=body, idempotency_key=idempotency_key)

    def account_links_confirm_email(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """The new e-mail address is mine: it counts from now on. Browsers are signed out but the one that it was asked in. The old address is told, with a link that takes it back for seven days. (Account links)"""
        return self._ask("POST", f"/api/account-links/confirm-email", body=body, idempotency_key=idempotency_key)

    def account_links_undo_email(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """It was not me: the old e-mail address counts again. Every browser is signed out; the password and what was added since it was asked for (passkeys, authenticator, recovery codes, links to a provider) open nothing any more. (Account links)"""
        return self._ask("POST", f"/api/account-links/undo-email", body=body, idempotency_key=idempotency_key)

    def organisation_get(self, *, fields: Any = None) -> Any:
        """The organisation, its branches, clock, map and services. (Organisation)"""
        return self._ask("GET", f"/api/organisation", query={"fields": fields})

    def organisation_update(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Change the organisation’s name, currency, language or time zone. Amounts stay as they are and are told in the new currency: nothing is converted. Branches keep their zones. (Organisation)"""
        return self._ask("PATCH", f"/api/organisation", body=body, idempotency_key=idempotency_key)

    def organisation_set_clock(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Set a sandbox organisation’s clock. Business time may be set and sped up only in a sandbox; a live organisation answers 409 `clock_is_real`. It runs forward only (409 `clock_runs_forward`) and stays within twenty years (422 `clock_too_far`). What was due in between happens at once, at the new time: `organisation.advanceClock` lets everything happen at its own. (Organisation)"""
        return self._ask("PUT", f"/api/organisation/clock", body=body, idempotency_key=idempotency_key)

    def organisation_advance_clock(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Move a sandbox’s clock forward, from one thing that is due to the next. Reminders, rules, simulated crews and whatever else is due until then happens in its order, each at its own time. It answers at once; `organisation.get` says `advancingTo` until it is there, and `clock.set` on the log says when. Asked again meanwhile, the later time counts. At most 31 days. (Organisation)"""
        return self._ask("POST", f"/api/organisation/clock/advance", body=body, idempotency_key=idempotency_key)

    def organisation_me(self, *, fields: Any = None) -> Any:
        """Who this token or key speaks for. (Organisation)"""
        return self._ask("GET", f"/api/me", query={"fields": fields})

    def api_keys_list(self, *, after: Any = None, limit: Any = None, fields: Any = None) -> Any:
        """API keys, without their secrets. (Organisation)"""
        return self._ask("GET", f"/api/api-keys", query={"after": after, "limit": limit, "fields": fields})

    def api_keys_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Make an API key; the secret is shown this once. (Organisation)"""
        return self._ask("POST", f"/api/api-keys", body=body, idempotency_key=idempotency_key)

    def api_keys_rotate(self, api_key_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """A new secret beside the old one, which stays good for the overlap. The new key has the scopes, reach and name of the old; the old one runs out by itself. (Organisation)"""
        return self._ask("POST", f"/api/api-keys/{_part(api_key_id)}/rotate", body=body, idempotency_key=idempotency_key)

    def api_keys_revoke(self, api_key_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Revoke an API key at once. (Organisation)"""
        return self._ask("DELETE", f"/api/api-keys/{_part(api_key_id)}", idempotency_key=idempotency_key)

    def organisation_incident_token(self, *, idempotency_key: Optional[str] = None) -> Any:
        """A short-lived signed token for the edge program’s incident API. Only for members who are also operators of the installation. (Organisation)"""
        return self._ask("POST", f"/api/incident-token", idempotency_key=idempotency_key)

    def policies_get(self, *, fields: Any = None) -> Any:
        """What the organisation has decided once. (Policies)"""
        return self._ask("GET", f"/api/organisation/policies", query={"fields": fields})

    def policies_change(self, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Decide it otherwise. What is not sent stays. It holds from then on: what was promised and told before stays as it was. (Policies)"""
        return self._ask("PATCH", f"/api/organisation/policies", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def branches_list(self, *, after: Any = None, limit: Any = None, fields: Any = None) -> Any:
        """Places of business: each has vehicles, people, jobs and hours of its own. (Branches)"""
        return self._ask("GET", f"/api/branches", query={"after": after, "limit": limit, "fields": fields})

    def branches_get(self, branch_id: str, *, fields: Any = None) -> Any:
        """One branch. (Branches)"""
        return self._ask("GET", f"/api/branches/{_part(branch_id)}", query={"fields": fields})

    def branches_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Open a branch. Its code is unique (409 `code_taken`). Once there are several, what belongs to one says which (`branchId`); what an import does not say goes wrong as `branch_unknown`. (Branches)"""
        return self._ask("POST", f"/api/branches", body=body, idempotency_key=idempotency_key)

    def branches_update(self, branch_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change a branch. Its zone stays once it has jobs (409 `branch_has_jobs`): what was promised is told in it. (Branches)"""
        return self._ask("PATCH", f"/api/branches/{_part(branch_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def branches_close(self, branch_id: str, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Close a branch; what was stays. 409 `branch_in_use` while jobs of it are to be done or vehicles of it in service, `last_branch` when there is no other. (Branches)"""
        return self._ask("DELETE", f"/api/branches/{_part(branch_id)}", idempotency_key=idempotency_key, if_match=if_match)

    def sandbox_get(self, *, fields: Any = None) -> Any:
        """The sandbox twin of the organisation. Asked from inside the sandbox it is the same answer. (Sandbox)"""
        return self._ask("GET", f"/api/sandbox", query={"fields": fields})

    def sandbox_make(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Make the sandbox twin. An organisation of its own that copies branches, locations, vehicles, operators’ names, skills, merchants, reasons, rules, templates, areas and settings, and no customer, job, phone number or paired device. It can write to nobody. Asked again it answers the one that is there. 409 `is_a_sandbox` from inside one. (Sandbox)"""
        return self._ask("POST", f"/api/sandbox", idempotency_key=idempotency_key)

    def sandbox_reset(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Empty the sandbox and copy the set-up afresh. Jobs, customers, plans, itineraries, messages and the event log go, the clock returns to real time; API keys, members, webhooks and the audit trail stay. 409 `no_sandbox` where there is none, `not_a_twin` in a sandbox that is nobody’s twin. (Sandbox)"""
        return self._ask("POST", f"/api/sandbox/reset", idempotency_key=idempotency_key)

    def sandbox_enter(self, *, idempotency_key: Optional[str] = None) -> Any:
        """A ten-minute token of the sandbox for whoever is signed in. With the same role as outside. It is not renewed: ask for another with the token of the organisation. 403 `members_only` for keys, 409 `no_sandbox` until there is one. (Sandbox)"""
        return self._ask("POST", f"/api/sandbox/session", idempotency_key=idempotency_key)

    def sandbox_create_api_key(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """An API key of the sandbox. Its secret is answered this once. It can do no more than its maker, and nothing outside the sandbox. (Sandbox)"""
        return self._ask("POST", f"/api/sandbox/api-keys", body=body, idempotency_key=idempotency_key)

    def sandbox_crews(self, *, fields: Any = None) -> Any:
        """Whether simulated crews are out. (Sandbox)"""
        return self._ask("GET", f"/api/sandbox/crews", query={"fields": fields})

    def sandbox_start_crews(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Let simulated crews drive what is dispatched. At the speed of the test clock, along the roads: each leaves when its itinerary says, sends positions, arrives, serves and finishes. What is dispatched later is driven too. Itineraries whose crew has a paired phone are left to it. 409 `not_a_sandbox` in a live organisation. (Sandbox)"""
        return self._ask("PUT", f"/api/sandbox/crews", body=body, idempotency_key=idempotency_key)

    def sandbox_stop_crews(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Call simulated crews off. They stay where they are. Stopped twice it stays so. (Sandbox)"""
        return self._ask("DELETE", f"/api/sandbox/crews", idempotency_key=idempotency_key)

    def members_list(self, *, after: Any = None, limit: Any = None, fields: Any = None) -> Any:
        """Members with their roles and how they sign in. (Members)"""
        return self._ask("GET", f"/api/members", query={"after": after, "limit": limit, "fields": fields})

    def members_invite(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Invite somebody by e-mail; the link is good for seven days. In a sandbox, and where no e-mail provider is set up, nobody is written to and the answer carries the link instead. Nobody may invite to a role that may do more than they may themselves. (Members)"""
        return self._ask("POST", f"/api/members", body=body, idempotency_key=idempotency_key)

    def members_change(self, member_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change a member’s name, role or reach, or switch them off. Who is switched off is signed out everywhere at once. One administrator who can sign in always stays: 409 `last_administrator`. (Members)"""
        return self._ask("PATCH", f"/api/members/{_part(member_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def members_ask_email_change(self, member_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Another e-mail address for a member, once they confirmed it from its mailbox. Whoever decides where somebody’s letters go can become them, so it takes the password again. Who was invited and has not joined gets another invitation at the new address at once. Where nobody is written to the answer carries the link. (Members)"""
        return self._ask("POST", f"/api/members/{_part(member_id)}/email", body=body, idempotency_key=idempotency_key)

    def members_drop_email_change(self, member_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """A member keeps their e-mail address after all. (Members)"""
        return self._ask("DELETE", f"/api/members/{_part(member_id)}/email", idempotency_key=idempotency_key)

    def members_send_link(self, member_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Send the invitation again, or to a member a link for a new password. (Members)"""
        return self._ask("POST", f"/api/members/{_part(member_id)}/link", idempotency_key=idempotency_key)

    def members_remove_second_factor(self, member_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Take a lost second factor off a member, who is signed out everywhere and told. (Members)"""
        return self._ask("DELETE", f"/api/members/{_part(member_id)}/second-factor", idempotency_key=idempotency_key)

    def members_unlink(self, member_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Take a member’s link to the provider off; they are signed out, and their next sign-in there links anew. (Members)"""
        return self._ask("DELETE", f"/api/members/{_part(member_id)}/provider", idempotency_key=idempotency_key)

    def single_sign_on_get(self, *, fields: Any = None) -> Any:
        """The provider that members may sign in through. (Single sign-on)"""
        return self._ask("GET", f"/api/single-sign-on", query={"fields": fields})

    def single_sign_on_save(self, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Set the provider, after its discovery document was read. Whoever sets it decides who signs in, so it takes every permission of an administrator and the password again. When it is enforced, browsers that signed in another way are signed out. (Single sign-on)"""
        return self._ask("PUT", f"/api/single-sign-on", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def single_sign_on_remove(self, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Sign in through no provider any more; members’ links to it are kept. (Single sign-on)"""
        return self._ask("POST", f"/api/single-sign-on/remove", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def audit_list(self, *, after: Any = None, limit: Any = None, actor_id: Any = None, act: Any = None, fields: Any = None) -> Any:
        """Who did what to the organisation’s set-up, the newest first. Every write that an administrative permission opens, every change of somebody’s own account, and every sign-in, done or refused. Entries are appended in the transaction of the deed and never rewritten. (Audit trail)"""
        return self._ask("GET", f"/api/audit", query={"after": after, "limit": limit, "actorId": actor_id, "act": act, "fields": fields})

    def privacy_find(self, *, search: Any = None, fields: Any = None) -> Any:
        """Customers by a part of the name, or by e-mail or number as a whole. (Personal data)"""
        return self._ask("GET", f"/api/personal-data", query={"search": search, "fields": fields})

    def privacy_export(self, customer_id: str, *, fields: Any = None) -> Any:
        """Everything that is kept of a customer, to be given to them. (Personal data)"""
        return self._ask("GET", f"/api/personal-data/{_part(customer_id)}", query={"fields": fields})

    def privacy_erase(self, customer_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Erase a customer; figures and codes stay. Names, addresses, places, words, photos and messages are gone at once, the bytes of files within minutes. 409 `customer_has_open_jobs` while a visit is still to come. It cannot be undone. (Personal data)"""
        return self._ask("DELETE", f"/api/personal-data/{_part(customer_id)}", idempotency_key=idempotency_key)

    def privacy_read_retention(self, *, fields: Any = None) -> Any:
        """How long what is kept. (Personal data)"""
        return self._ask("GET", f"/api/retention", query={"fields": fields})

    def privacy_save_retention(self, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change how long what is kept; applied every night. (Personal data)"""
        return self._ask("PUT", f"/api/retention", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def locations_list(self, *, after: Any = None, limit: Any = None, fields: Any = None) -> Any:
        """Depots, stores, hubs. (Fleet)"""
        return self._ask("GET", f"/api/locations", query={"after": after, "limit": limit, "fields": fields})

    def locations_get(self, location_id: str, *, fields: Any = None) -> Any:
        """One location. (Fleet)"""
        return self._ask("GET", f"/api/locations/{_part(location_id)}", query={"fields": fields})

    def locations_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Add a location. (Fleet)"""
        return self._ask("POST", f"/api/locations", body=body, idempotency_key=idempotency_key)

    def locations_update(self, location_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change a location. (Fleet)"""
        return self._ask("PATCH", f"/api/locations/{_part(location_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def vehicles_list(self, *, after: Any = None, limit: Any = None, fields: Any = None) -> Any:
        """Vehicles with capacities, shifts, costs and usual crew. (Fleet)"""
        return self._ask("GET", f"/api/vehicles", query={"after": after, "limit": limit, "fields": fields})

    def vehicles_get(self, vehicle_id: str, *, fields: Any = None) -> Any:
        """One vehicle. (Fleet)"""
        return self._ask("GET", f"/api/vehicles/{_part(vehicle_id)}", query={"fields": fields})

    def vehicles_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Add a vehicle. (Fleet)"""
        return self._ask("POST", f"/api/vehicles", body=body, idempotency_key=idempotency_key)

    def vehicles_update(self, vehicle_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change a vehicle. (Fleet)"""
        return self._ask("PATCH", f"/api/vehicles/{_part(vehicle_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def operators_list(self, *, after: Any = None, limit: Any = None, fields: Any = None) -> Any:
        """Field workers, their skills and devices. (Fleet)"""
        return self._ask("GET", f"/api/operators", query={"after": after, "limit": limit, "fields": fields})

    def operators_get(self, operator_id: str, *, fields: Any = None) -> Any:
        """One operator. (Fleet)"""
        return self._ask("GET", f"/api/operators/{_part(operator_id)}", query={"fields": fields})

    def operators_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Add an operator. (Fleet)"""
        return self._ask("POST", f"/api/operators", body=body, idempotency_key=idempotency_key)

    def operators_update(self, operator_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change an operator. (Fleet)"""
        return self._ask("PATCH", f"/api/operators/{_part(operator_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def operators_create_pairing_code(self, operator_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """A short code (and link for a QR) that pairs one device. (Fleet)"""
        return self._ask("POST", f"/api/operators/{_part(operator_id)}/pairing-code", idempotency_key=idempotency_key)

    def devices_revoke(self, device_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Unpair a device: its tokens end at once. (Fleet)"""
        return self._ask("DELETE", f"/api/devices/{_part(device_id)}", idempotency_key=idempotency_key)

    def calendars_branch(self, branch_id: str, *, fields: Any = None) -> Any:
        """Hours, shut days and cut-offs of a branch. (Calendars)"""
        return self._ask("GET", f"/api/branches/{_part(branch_id)}/calendar", query={"fields": fields})

    def calendars_set_branch(self, branch_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Set hours, shut days and cut-offs of a branch. As a whole: what is not sent is gone. Jobs that are planned already stay where they are. (Calendars)"""
        return self._ask("PUT", f"/api/branches/{_part(branch_id)}/calendar", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def calendars_vehicle(self, vehicle_id: str, *, fields: Any = None) -> Any:
        """Shifts by weekday and date, and outages of a vehicle. (Calendars)"""
        return self._ask("GET", f"/api/vehicles/{_part(vehicle_id)}/calendar", query={"fields": fields})

    def calendars_set_vehicle(self, vehicle_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Set shifts by weekday and date, and outages of a vehicle. As a whole: what is not sent is gone. `shifts` of the vehicle are what its week comes to. (Calendars)"""
        return self._ask("PUT", f"/api/vehicles/{_part(vehicle_id)}/calendar", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def geofences_list(self, *, fields: Any = None) -> Any:
        """Areas that vehicles are watched entering and leaving. A device’s fix in or out of an active area is `geofence.entered` or `geofence.left` on the log, with the itinerary it drove; a fix less exact than 100 meters changes nothing. At most 200 areas. (Geofences)"""
        return self._ask("GET", f"/api/geofences", query={"fields": fields})

    def geofences_get(self, geofence_id: str, *, fields: Any = None) -> Any:
        """One area. (Geofences)"""
        return self._ask("GET", f"/api/geofences/{_part(geofence_id)}", query={"fields": fields})

    def geofences_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Add an area. (Geofences)"""
        return self._ask("POST", f"/api/geofences", body=body, idempotency_key=idempotency_key)

    def geofences_update(self, geofence_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change an area. (Geofences)"""
        return self._ask("PATCH", f"/api/geofences/{_part(geofence_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def geofences_remove(self, geofence_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Remove an area. (Geofences)"""
        return self._ask("DELETE", f"/api/geofences/{_part(geofence_id)}", idempotency_key=idempotency_key)

    def geofences_inside(self, geofence_id: str, *, fields: Any = None) -> Any:
        """Who is in it now, since when. (Geofences)"""
        return self._ask("GET", f"/api/geofences/{_part(geofence_id)}/inside", query={"fields": fields})

    def geofences_inside_any(self, *, fields: Any = None) -> Any:
        """Who is in which area now, since when. The longest first, 5,000 at most. (Geofences)"""
        return self._ask("GET", f"/api/geofences/inside", query={"fields": fields})

    def merchants_list(self, *, after: Any = None, limit: Any = None, fields: Any = None) -> Any:
        """Merchants; a merchant sees itself. (Merchants)"""
        return self._ask("GET", f"/api/merchants", query={"after": after, "limit": limit, "fields": fields})

    def merchants_get(self, merchant_id: str, *, fields: Any = None) -> Any:
        """One merchant. (Merchants)"""
        return self._ask("GET", f"/api/merchants/{_part(merchant_id)}", query={"fields": fields})

    def merchants_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Add a merchant. Its code is unique (409 `code_taken`). Keys and members with its scope see and change its jobs only. (Merchants)"""
        return self._ask("POST", f"/api/merchants", body=body, idempotency_key=idempotency_key)

    def merchants_update(self, merchant_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change a merchant. (Merchants)"""
        return self._ask("PATCH", f"/api/merchants/{_part(merchant_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def merchants_close(self, merchant_id: str, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Close a merchant: no new jobs; what was stays. 409 `merchant_has_open_jobs` while any of its jobs is still to be done. (Merchants)"""
        return self._ask("DELETE", f"/api/merchants/{_part(merchant_id)}", idempotency_key=idempotency_key, if_match=if_match)

    def branding_get(self, *, fields: Any = None) -> Any:
        """Names, colours and logos in e-mails and on the tracker. A merchant without a colour has the organisation’s; so has one without a name of its own, without a logo. A merchant sees the organisation and itself. (Branding)"""
        return self._ask("GET", f"/api/branding", query={"fields": fields})

    def branding_change(self, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change the organisation’s name as a sender, colour, reply address or phone. (Branding)"""
        return self._ask("PATCH", f"/api/branding", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def branding_set_logo(self, content: bytes, content_type: str = "image/png", *, merchant_id: Any = None, idempotency_key: Optional[str] = None) -> Any:
        """Set a logo. The picture is drawn anew as a PNG of at most 400 × 112 pixels, without anything else that was in the file. It travels inside e-mails. 415 `file_type_not_accepted`, 422 `image_unreadable`. (Branding)"""
        return self._ask("PUT", f"/api/branding/logo", query={"merchantId": merchant_id}, content=content, content_type=content_type, idempotency_key=idempotency_key)

    def branding_remove_logo(self, *, merchant_id: Any = None, idempotency_key: Optional[str] = None) -> Any:
        """Remove a logo. (Branding)"""
        return self._ask("DELETE", f"/api/branding/logo", query={"merchantId": merchant_id}, idempotency_key=idempotency_key)

    def branding_logo(self, file_id: str) -> Any:
        """The picture of a logo. (Branding)"""
        return self._ask("GET", f"/api/branding/logos/{_part(file_id)}")

    def customers_list(self, *, after: Any = None, limit: Any = None, search: Any = None, name: Any = None, phone: Any = None, email: Any = None, reference_id: Any = None, merchant_id: Any = None, created_from: Any = None, created_to: Any = None, fields: Any = None) -> Any:
        """Find customers, the newest first. (Customers)"""
        return self._ask("GET", f"/api/customers", query={"after": after, "limit": limit, "search": search, "name": name, "phone": phone, "email": email, "referenceId": reference_id, "merchantId": merchant_id, "createdFrom": created_from, "createdTo": created_to, "fields": fields})

    def customers_get(self, customer_id: str, *, fields: Any = None) -> Any:
        """One customer. The id of one who was merged answers the customer that is kept. Their jobs: `jobs.list?customerId=`; what they were told: `messages.list?customerId=`. (Customers)"""
        return self._ask("GET", f"/api/customers/{_part(customer_id)}", query={"fields": fields})

    def customers_update(self, customer_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Correct a customer, and with it the jobs that are still to be done. What is absent stays. The contact of an open job follows in each field that said what the customer said; what a job says otherwise, and jobs that are over, stay as they were. Each job that follows is `job.changed` on the log. 422 `channel_not_valid` when a number or address can be none, 409 `customer_reference_taken` when another customer of the merchant has the reference. (Customers)"""
        return self._ask("PATCH", f"/api/customers/{_part(customer_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def customers_merge(self, customer_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Say that another customer is the same one. The other’s jobs and addresses count as this one’s, also those to come; nothing is copied, and `separate` undoes it. 422 `other_merchant` across merchants, 409 `already_the_same`. (Customers)"""
        return self._ask("POST", f"/api/customers/{_part(customer_id)}/merge", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def customers_separate(self, customer_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Undo a merge: the other is a customer of its own again. (Customers)"""
        return self._ask("POST", f"/api/customers/{_part(customer_id)}/separate", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def customers_erase(self, customer_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Erase a customer and all that names them; figures and codes stay. The erasure of the General Data Protection Regulation, the same as `privacy.erase`: from then on the id answers 404. 409 `customer_has_open_jobs` while a visit is still to come. It cannot be undone. (Customers)"""
        return self._ask("DELETE", f"/api/customers/{_part(customer_id)}", idempotency_key=idempotency_key)

    def jobs_list(self, *, after: Any = None, limit: Any = None, service_date: Any = None, state: Any = None, from_: Any = None, to_: Any = None, created_from: Any = None, created_to: Any = None, changed_from: Any = None, branch_id: Any = None, merchant_id: Any = None, customer_id: Any = None, reference_id: Any = None, order_number: Any = None, name: Any = None, phone: Any = None, email: Any = None, postcode: Any = None, city: Any = None, tag: Any = None, metadata: Any = None, skill: Any = None, confirmation: Any = None, held: Any = None, itinerary_id: Any = None, vehicle_id: Any = None, operator_id: Any = None, import_id: Any = None, fault: Any = None, search: Any = None, risk: Any = None, order: Any = None, fields: Any = None) -> Any:
        """Find jobs. (Jobs)"""
        return self._ask("GET", f"/api/jobs", query={"after": after, "limit": limit, "serviceDate": service_date, "state": state, "from": from_, "to": to_, "createdFrom": created_from, "createdTo": created_to, "changedFrom": changed_from, "branchId": branch_id, "merchantId": merchant_id, "customerId": customer_id, "referenceId": reference_id, "orderNumber": order_number, "name": name, "phone": phone, "email": email, "postcode": postcode, "city": city, "tag": tag, "metadata": metadata, "skill": skill, "confirmation": confirmation, "held": held, "itineraryId": itinerary_id, "vehicleId": vehicle_id, "operatorId": operator_id, "importId": import_id, "fault": fault, "search": search, "risk": risk, "order": order, "fields": fields})

    def jobs_counts(self, *, service_date: Any = None, branch_id: Any = None, fields: Any = None) -> Any:
        """The day in numbers. (Jobs)"""
        return self._ask("GET", f"/api/jobs/counts", query={"serviceDate": service_date, "branchId": branch_id, "fields": fields})

    def jobs_get(self, job_id: str, *, fields: Any = None) -> Any:
        """One job, whole. (Jobs)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}", query={"fields": fields})

    def jobs_remove(self, job_id: str, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Delete a job that nothing has come of. One that waits in staging, is new or was cancelled before anybody was told. 409 `job_has_history` for any other: cancel it, and it stays on record. (Jobs)"""
        return self._ask("DELETE", f"/api/jobs/{_part(job_id)}", idempotency_key=idempotency_key, if_match=if_match)

    def jobs_position(self, job_id: str, *, fields: Any = None) -> Any:
        """Where the vehicle that brings it is. (Jobs)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/position", query={"fields": fields})

    def jobs_proofs(self, job_id: str, *, fields: Any = None) -> Any:
        """Photos, signatures, scans and words that prove how it ended. (Jobs)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/proofs", query={"fields": fields})

    def jobs_chat(self, job_id: str, *, fields: Any = None) -> Any:
        """Words between desk and crew about a job. The conversation with its customer stands at `messages.conversation`. (Jobs)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/chat", query={"fields": fields})

    def jobs_mark_chat_read(self, job_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """What crews wrote about a job was seen at the desk. (Jobs)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/chat/read", idempotency_key=idempotency_key)

    def jobs_history(self, job_id: str, *, fields: Any = None) -> Any:
        """Everything that happened to a job, oldest first. (Jobs)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/history", query={"fields": fields})

    def jobs_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Create a job, in staging unless `skipStaging`. A suspected duplicate answers 409 `suspected_duplicate` with the other’s id, unless `allowDuplicate`, a different `referenceId` or `retryOf` is given. (Jobs)"""
        return self._ask("POST", f"/api/jobs", body=body, idempotency_key=idempotency_key)

    def jobs_create_many(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Create up to 1,000 jobs, each with its own result. In the order given; one that is refused does not hold up the others. With an `Idempotency-Key` the whole batch may be sent again: what was created stays as it is, what was refused is tried once more. (Jobs)"""
        return self._ask("POST", f"/api/jobs/batch", body=body, idempotency_key=idempotency_key)

    def jobs_clone(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Create a job from another one. What was asked for is copied: date, windows, contact, address and access, lines, service, skills, notes, tags, metadata; what the body has replaces it, its metadata are merged. Not copied: `referenceId`, state and outcome, promise, confirmation, hold, links, attachments, proofs. A clone is a new job like any other: for the same merchant, customer, address and date it is a suspected duplicate, 409. (Jobs)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/clone", body=body, idempotency_key=idempotency_key)

    def jobs_update(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Fix or change a job. `customerId` or `customerReferenceId` (the merchant’s number) says whose visit it is, in every state. Contact, promise and history stay with the visit; messages that went to its contact are then the new customer’s. 422 `customer_unknown`, `other_merchant`, `customer_named_twice`. (Jobs)"""
        return self._ask("PATCH", f"/api/jobs/{_part(job_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def jobs_release(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Release staged jobs for planning. (Jobs)"""
        return self._ask("POST", f"/api/jobs/release", body=body, idempotency_key=idempotency_key)

    def jobs_cancel(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Cancel a job. (Jobs)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/cancel", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def jobs_hold(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Hold a job back from planning, or let it go. (Jobs)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/hold", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def jobs_settle(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Record at the desk how a visit ended. For a crew whose device is lost or broken: of a job that is dispatched, on route or arrived (409 `not_on_the_road` for any other). The outcome is derived from its lines, as it is for crews. What the crew’s device still sends stands above it: the outcome is corrected and both are kept as a conflict. (Jobs)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/settle", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def jobs_correct_outcome(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Correct how a visit ended. Of a job that a crew or a desk has ended (409 `not_ended` for any other): the outcome is derived anew from its lines, and both stay on record. Who waits for it hears `job.outcome_corrected`; where the lines differ and the outcome does not, `job.changed`. 409 `outcome_unchanged` when it says what is recorded. (Jobs)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/correct-outcome", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def jobs_tracker_link(self, job_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """A link to the job’s Customer Tracker. (Jobs)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/tracker-link", idempotency_key=idempotency_key)

    def job_lines_list(self, job_id: str, *, fields: Any = None) -> Any:
        """The lines of a job in their order. (Job lines)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/lines", query={"fields": fields})

    def job_lines_get(self, job_id: str, line_id: str, *, fields: Any = None) -> Any:
        """One line of a job. (Job lines)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/lines/{_part(line_id)}", query={"fields": fields})

    def job_lines_add(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Add a line at the end. Changed as the job itself is: while it stands on no itinerary and nobody is under way to it (409 `job_on_itinerary`, `job_under_way`, `job_closed`). `If-Match` takes the `ETag` of the line or that of its job. A job has at most 100 (409 `too_many_lines`). (Job lines)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/lines", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def job_lines_update(self, job_id: str, line_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change a line; what is absent stays. Changed as the job itself is: while it stands on no itinerary and nobody is under way to it (409 `job_on_itinerary`, `job_under_way`, `job_closed`). `If-Match` takes the `ETag` of the line or that of its job. (Job lines)"""
        return self._ask("PATCH", f"/api/jobs/{_part(job_id)}/lines/{_part(line_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def job_lines_remove(self, job_id: str, line_id: str, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Take a line away. Changed as the job itself is: while it stands on no itinerary and nobody is under way to it (409 `job_on_itinerary`, `job_under_way`, `job_closed`). `If-Match` takes the `ETag` of the line or that of its job. The last one stays (409 `last_line`), and one whose goods were received or loaded (409 `line_has_goods`). (Job lines)"""
        return self._ask("DELETE", f"/api/jobs/{_part(job_id)}/lines/{_part(line_id)}", idempotency_key=idempotency_key, if_match=if_match)

    def job_links_list(self, job_id: str, *, fields: Any = None) -> Any:
        """What other jobs a job hangs on. (Job links)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/links", query={"fields": fields})

    def job_links_set(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Say that a job follows another, or rides together with it or apart from it. `follows`: service starts only when the other job is done, at least `minGapSeconds` and at most `maxGapSeconds` later, on whatever vehicle; a job follows one other at the most. `together` and `apart`: on one vehicle, or each on another; with `priceMinor` it is a wish at that price. What stood between the two is replaced. The next plan goes by it. (Job links)"""
        return self._ask("PUT", f"/api/jobs/{_part(job_id)}/links", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def job_links_remove(self, job_id: str, other_job_id: str, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Take away what a person has set between two jobs. (Job links)"""
        return self._ask("DELETE", f"/api/jobs/{_part(job_id)}/links/{_part(other_job_id)}", idempotency_key=idempotency_key, if_match=if_match)

    def slots_offer(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Times at which a visit can still be made. Each window is tried against the day as it stands: draft itineraries, jobs not planned yet, slots held by others, and the vehicles that have not been dispatched. Nothing is reserved. Say `jobId` for a job that exists (as if it were not in its day), or `visit`. (Slots and capacity)"""
        return self._ask("POST", f"/api/slots/search", body=body, idempotency_key=idempotency_key)

    def slots_hold(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Keep a slot while somebody decides. Its room is nobody else’s until `expiresAt`. 409 `slot_full` when there is none (any more), `date_closed` with why. (Slots and capacity)"""
        return self._ask("POST", f"/api/slot-holds", body=body, idempotency_key=idempotency_key)

    def slots_list(self, *, after: Any = None, limit: Any = None, service_date: Any = None, state: Any = None, fields: Any = None) -> Any:
        """Slots held and booked, newest first. (Slots and capacity)"""
        return self._ask("GET", f"/api/slot-holds", query={"after": after, "limit": limit, "serviceDate": service_date, "state": state, "fields": fields})

    def slots_get(self, hold_id: str, *, fields: Any = None) -> Any:
        """One held slot. (Slots and capacity)"""
        return self._ask("GET", f"/api/slot-holds/{_part(hold_id)}", query={"fields": fields})

    def slots_release(self, hold_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Give a held slot back before it expires. (Slots and capacity)"""
        return self._ask("DELETE", f"/api/slot-holds/{_part(hold_id)}", idempotency_key=idempotency_key)

    def slots_book(self, hold_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Make a held slot the job’s time, and its promise. A hold made for a job needs no body. For a visit send `job` (date and window are the slot’s) or the `jobId` of one made meanwhile; it may be no larger than what was held. A job that stands on an itinerary is taken off it. 409 `hold_expired`, `hold_over`. (Slots and capacity)"""
        return self._ask("POST", f"/api/slot-holds/{_part(hold_id)}/book", body=body, idempotency_key=idempotency_key)

    def capacity_list(self, *, from_: Any = None, to_: Any = None, branch_id: Any = None, fields: Any = None) -> Any:
        """What is left per day and slot. Found by laying what is known of each date on the vehicles that still take something; a date is at most 13 days from the first. (Slots and capacity)"""
        return self._ask("GET", f"/api/capacity", query={"from": from_, "to": to_, "branchId": branch_id, "fields": fields})

    def addresses_suggest(self, *, text: Any = None, fields: Any = None) -> Any:
        """Addresses that match what is typed. (Addresses)"""
        return self._ask("GET", f"/api/addresses", query={"text": text, "fields": fields})

    def addresses_reverse(self, *, lon: Any = None, lat: Any = None, fields: Any = None) -> Any:
        """The address nearest to a point. (Addresses)"""
        return self._ask("GET", f"/api/addresses/at", query={"lon": lon, "lat": lat, "fields": fields})

    def roads_reach(self, *, lon: Any = None, lat: Any = None, minutes: Any = None, profile: Any = None, fields: Any = None) -> Any:
        """The area that a vehicle reaches from a place within so many minutes. GeoJSON, one feature for each of up to four `minutes`, in the order asked. The area is the ground up to 150 m beside the roads that are reached in time, by the travel times that plans are made with. No road near: a feature without polygons. (Roads)"""
        return self._ask("GET", f"/api/roads/reach", query={"lon": lon, "lat": lat, "minutes": minutes, "profile": profile, "fields": fields})

    def imports_create(self, content: bytes, content_type: str = "text/csv", *, file_name: Any = None, service_date: Any = None, format: Any = None, branch_id: Any = None, merchant_id: Any = None, idempotency_key: Optional[str] = None) -> Any:
        """Upload a CSV; answers its mapping and a preview, nothing is staged yet. UTF-8 (with or without mark), UTF-16 and Windows-1252 are recognised. At most 20 MiB and 50,000 rows; more answers 413 `file_too_large`. (Imports)"""
        return self._ask("POST", f"/api/imports", query={"fileName": file_name, "serviceDate": service_date, "format": format, "branchId": branch_id, "merchantId": merchant_id}, content=content, content_type=content_type, idempotency_key=idempotency_key)

    def imports_list(self, *, after: Any = None, limit: Any = None, fields: Any = None) -> Any:
        """Imports, newest first. (Imports)"""
        return self._ask("GET", f"/api/imports", query={"after": after, "limit": limit, "fields": fields})

    def imports_get(self, import_id: str, *, fields: Any = None) -> Any:
        """One import. (Imports)"""
        return self._ask("GET", f"/api/imports/{_part(import_id)}", query={"fields": fields})

    def imports_file(self, import_id: str) -> Any:
        """The file as it was uploaded, byte by byte. Kept as long as its lines (`importDays` of the retention), and erased before that with any customer who stands in it. 404 `file_not_found` then. (Imports)"""
        return self._ask("GET", f"/api/imports/{_part(import_id)}/file")

    def imports_rows(self, import_id: str, *, after: Any = None, limit: Any = None, state: Any = None, fields: Any = None) -> Any:
        """Every row of the file with its faults. (Imports)"""
        return self._ask("GET", f"/api/imports/{_part(import_id)}/rows", query={"after": after, "limit": limit, "state": state, "fields": fields})

    def imports_map(self, import_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Say what the columns mean; answers the new preview. (Imports)"""
        return self._ask("PUT", f"/api/imports/{_part(import_id)}/mapping", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def imports_fix_row(self, import_id: str, row: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Replace an unreadable line with a right one. (Imports)"""
        return self._ask("PUT", f"/api/imports/{_part(import_id)}/rows/{_part(row)}", body=body, idempotency_key=idempotency_key)

    def imports_stage(self, import_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Put every readable row into staging, all or nothing. (Imports)"""
        return self._ask("POST", f"/api/imports/{_part(import_id)}/stage", idempotency_key=idempotency_key)

    def imports_drop(self, import_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Drop an import that was not staged. (Imports)"""
        return self._ask("DELETE", f"/api/imports/{_part(import_id)}", idempotency_key=idempotency_key)

    def plans_start(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Start a run of the optimiser. `plan` (unless said otherwise): from nothing, over all plannable jobs of the branch and date and all its active vehicles that are not out yet, unless some are named. `improve`: the same, from the routes of `improvePlanId`, or of the draft itineraries. `replan`: the running day; what is done or under way stays, vehicles that are out go on from where they stand, `withoutVehicleIds` give their stops away, and everything that a crew or a customer was told changes only when that is worth its price. Follow it by GET or the live feed (`plan.progress`). (Plans)"""
        return self._ask("POST", f"/api/plans", body=body, idempotency_key=idempotency_key)

    def plans_list(self, *, service_date: Any = None, fields: Any = None) -> Any:
        """Plans of a date, newest first. (Plans)"""
        return self._ask("GET", f"/api/plans", query={"serviceDate": service_date, "fields": fields})

    def plans_get(self, plan_id: str, *, fields: Any = None) -> Any:
        """A plan with its routes and what could not be placed, and why. (Plans)"""
        return self._ask("GET", f"/api/plans/{_part(plan_id)}", query={"fields": fields})

    def plans_shapes(self, plan_id: str, *, vehicle_id: Any = None, fields: Any = None) -> Any:
        """The roads each route takes. (Plans)"""
        return self._ask("GET", f"/api/plans/{_part(plan_id)}/shapes", query={"vehicleId": vehicle_id, "fields": fields})

    def plans_stop(self, plan_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Stop the search and keep the best so far. (Plans)"""
        return self._ask("POST", f"/api/plans/{_part(plan_id)}/stop", idempotency_key=idempotency_key)

    def plans_price_move(self, plan_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """What a move by hand would do; changes nothing. (Plans)"""
        return self._ask("POST", f"/api/plans/{_part(plan_id)}/price-move", body=body, idempotency_key=idempotency_key)

    def plans_move(self, plan_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Move a job by hand in a plan. (Plans)"""
        return self._ask("POST", f"/api/plans/{_part(plan_id)}/move", body=body, idempotency_key=idempotency_key)

    def plans_apply(self, plan_id: str, *, despite_findings: Any = None, idempotency_key: Optional[str] = None) -> Any:
        """Make the plan’s routes the day’s itineraries. All or nothing. Draft itineraries of the plan’s vehicles are replaced; dispatched ones are kept, and a plan that contradicts them is refused with 409 `plan_is_stale`. A plan of the running day (`replan`) changes the itineraries in place, dispatched ones too: crews get a new revision, customers whose promise cannot be kept a new one. A plan that the independent checker found fault with is refused with 409 `plan_has_findings` unless `despiteFindings` is sent. (Plans)"""
        return self._ask("POST", f"/api/plans/{_part(plan_id)}/apply", query={"despiteFindings": despite_findings}, idempotency_key=idempotency_key)

    def plans_drop(self, plan_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Drop a plan. (Plans)"""
        return self._ask("POST", f"/api/plans/{_part(plan_id)}/drop", idempotency_key=idempotency_key)

    def itineraries_list(self, *, service_date: Any = None, branch_id: Any = None, vehicle_id: Any = None, operator_id: Any = None, state: Any = None, fields: Any = None) -> Any:
        """The day’s itineraries with stops, ETAs and positions. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries", query={"serviceDate": service_date, "branchId": branch_id, "vehicleId": vehicle_id, "operatorId": operator_id, "state": state, "fields": fields})

    def itineraries_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """An itinerary made outside: a vehicle, a date, jobs in their order. A draft, timed by the roads, with the vehicle’s usual crew. A vehicle has one open itinerary a date (409 `vehicle_has_itinerary`). Jobs that stand on another one leave it. Broken windows and limits are not refused: `itineraries.preview` names them. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries", body=body, idempotency_key=idempotency_key)

    def itineraries_preview(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """What orders of jobs would do to the day; changes nothing. Each vehicle’s whole order as it would be. Rules that break are in `broken`, in words. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/preview", body=body, idempotency_key=idempotency_key)

    def itineraries_move_many(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Move several jobs together, in the order given. All or none. `vehicleId: null` takes them off; `afterStopId` null puts them first, absent last. An itinerary is made where the vehicle has none. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/move-many", body=body, idempotency_key=idempotency_key)

    def itineraries_update(self, itinerary_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Another vehicle, or another order of its jobs. `jobIds` names every job of the itinerary once; what the crew has begun stays in front. (Itineraries)"""
        return self._ask("PATCH", f"/api/itineraries/{_part(itinerary_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def itineraries_remove(self, itinerary_id: str, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Take an itinerary off the day before it starts; its jobs are free again. (Itineraries)"""
        return self._ask("DELETE", f"/api/itineraries/{_part(itinerary_id)}", idempotency_key=idempotency_key, if_match=if_match)

    def itineraries_add_jobs(self, itinerary_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Add jobs, together and in the order given. Behind `afterStopId`; null: first; absent: last. On an itinerary that is out they are dispatched with it. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/{_part(itinerary_id)}/jobs", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def itineraries_reverse(self, itinerary_id: str, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """What is still to be done, the other way round. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/{_part(itinerary_id)}/reverse", idempotency_key=idempotency_key, if_match=if_match)

    def itineraries_set_breaks(self, itinerary_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Breaks of this itinerary’s own, instead of its vehicle’s usual ones. null gives it the usual ones again. (Itineraries)"""
        return self._ask("PUT", f"/api/itineraries/{_part(itinerary_id)}/breaks", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def itineraries_geo_json(self, itinerary_id: str, *, fields: Any = None) -> Any:
        """Its way and stops as GeoJSON. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries/{_part(itinerary_id)}/geojson", query={"fields": fields})

    def itineraries_polyline(self, itinerary_id: str, *, fields: Any = None) -> Any:
        """Its way as encoded polylines of precision 6. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries/{_part(itinerary_id)}/polyline", query={"fields": fields})

    def itineraries_position(self, itinerary_id: str, *, fields: Any = None) -> Any:
        """Where the vehicle was last. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries/{_part(itinerary_id)}/position", query={"fields": fields})

    def itineraries_chat(self, itinerary_id: str, *, fields: Any = None) -> Any:
        """Words between desk and crew, oldest first. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries/{_part(itinerary_id)}/chat", query={"fields": fields})

    def itineraries_unread_chat(self, *, service_date: Any = None, branch_id: Any = None, fields: Any = None) -> Any:
        """What crews wrote on a date and nobody at the desk has read, newest first. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries/unread-chat", query={"serviceDate": service_date, "branchId": branch_id, "fields": fields})

    def itineraries_mark_chat_read(self, itinerary_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """What the crew wrote was seen at the desk. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/{_part(itinerary_id)}/chat/read", idempotency_key=idempotency_key)

    def itineraries_write_to_crew(self, itinerary_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Write to the crew. Their device is told over its live feed; `readAt` says when it was shown. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/{_part(itinerary_id)}/chat", body=body, idempotency_key=idempotency_key)

    def itineraries_get(self, itinerary_id: str, *, fields: Any = None) -> Any:
        """One itinerary. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries/{_part(itinerary_id)}", query={"fields": fields})

    def itineraries_shapes(self, *, service_date: Any = None, branch_id: Any = None, fields: Any = None) -> Any:
        """The roads of a day’s itineraries. (Itineraries)"""
        return self._ask("GET", f"/api/itinerary-shapes", query={"serviceDate": service_date, "branchId": branch_id, "fields": fields})

    def itineraries_track(self, itinerary_id: str, *, fields: Any = None) -> Any:
        """Where the vehicle was. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries/{_part(itinerary_id)}/track", query={"fields": fields})

    def itineraries_price_move(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """What a move by hand would do to the day; changes nothing. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/price-move", body=body, idempotency_key=idempotency_key)

    def itineraries_places(self, *, service_date: Any = None, job_id: Any = None, count: Any = None, fields: Any = None) -> Any:
        """The best places for a job on the day’s itineraries and idle vehicles. The cheapest first, at most two of a vehicle; only places that keep every rule of the day. Each says what `itineraries.move` would do there. An empty list: no vehicle has one. (Itineraries)"""
        return self._ask("GET", f"/api/itineraries/places", query={"serviceDate": service_date, "jobId": job_id, "count": count, "fields": fields})

    def itineraries_move(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Move, add or take off a job by hand, before or during the day. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/move", body=body, idempotency_key=idempotency_key)

    def itineraries_set_crew(self, itinerary_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Who runs it. (Itineraries)"""
        return self._ask("PUT", f"/api/itineraries/{_part(itinerary_id)}/crew", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def itineraries_dispatch(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Hand itineraries to their crews and make the promises. Freezes each baseline, makes or changes each job’s promise; customers are told by the notification rules. (Itineraries)"""
        return self._ask("POST", f"/api/itineraries/dispatch", body=body, idempotency_key=idempotency_key)

    def conflicts_list(self, *, open: Any = None, fields: Any = None) -> Any:
        """Where field and desk disagree and a dispatcher must settle it. (Itineraries)"""
        return self._ask("GET", f"/api/conflicts", query={"open": open, "fields": fields})

    def conflicts_settle(self, conflict_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Settle a conflict. (Itineraries)"""
        return self._ask("POST", f"/api/conflicts/{_part(conflict_id)}/settle", body=body, idempotency_key=idempotency_key)

    def events_list(self, *, after: Any = None, limit: Any = None, wait_seconds: Any = None, type_: Any = None, fields: Any = None) -> Any:
        """The event log itself, after a cursor. Replayable for 30 days; an older cursor answers 410 `cursor_expired` with how to take a snapshot. `waitSeconds` holds the request until something happens. (Live and events)"""
        return self._ask("GET", f"/api/events", query={"after": after, "limit": limit, "waitSeconds": wait_seconds, "type": type_, "fields": fields})

    def messages_conversation(self, job_id: str, *, fields: Any = None) -> Any:
        """What was told about a job and what people wrote back, in order. (Messages)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/conversation", query={"fields": fields})

    def messages_write(self, job_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Write to the job’s customer; what they wrote is seen then. (Messages)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/conversation", body=body, idempotency_key=idempotency_key)

    def messages_list(self, *, after: Any = None, limit: Any = None, job_id: Any = None, customer_id: Any = None, channel: Any = None, state: Any = None, search: Any = None, fields: Any = None) -> Any:
        """What was, or would have been, told to customers. (Messages)"""
        return self._ask("GET", f"/api/messages", query={"after": after, "limit": limit, "jobId": job_id, "customerId": customer_id, "channel": channel, "state": state, "search": search, "fields": fields})

    def messages_counts(self, *, fields: Any = None) -> Any:
        """Messages by channel and state. (Messages)"""
        return self._ask("GET", f"/api/messages/counts", query={"fields": fields})

    def messages_get(self, message_id: str, *, fields: Any = None) -> Any:
        """One message, rendered, with its attempts. (Messages)"""
        return self._ask("GET", f"/api/messages/{_part(message_id)}", query={"fields": fields})

    def consents_list(self, *, after: Any = None, limit: Any = None, search: Any = None, fields: Any = None) -> Any:
        """Who asked for no more, with the proof of it. (Consents)"""
        return self._ask("GET", f"/api/opt-outs", query={"after": after, "limit": limit, "search": search, "fields": fields})

    def consents_record(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Record what somebody told the office about what they want to hear. (Consents)"""
        return self._ask("POST", f"/api/opt-outs", body=body, idempotency_key=idempotency_key)

    def push_key(self, *, fields: Any = None) -> Any:
        """The key that a browser is given before it allows push. (Web push)"""
        return self._ask("GET", f"/api/push/key", query={"fields": fields})

    def push_subscribe(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """A member allows push in this browser. (Web push)"""
        return self._ask("POST", f"/api/push/subscriptions", body=body, idempotency_key=idempotency_key)

    def push_unsubscribe(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """No more push in this browser. (Web push)"""
        return self._ask("POST", f"/api/push/subscriptions/end", body=body, idempotency_key=idempotency_key)

    def message_templates_list(self, *, fields: Any = None) -> Any:
        """Where words of one’s own hold. (Message templates)"""
        return self._ask("GET", f"/api/message-templates", query={"fields": fields})

    def message_templates_get(self, *, trigger: Any = None, channel: Any = None, language: Any = None, reader: Any = None, merchant_id: Any = None, fields: Any = None) -> Any:
        """The words that hold, ours beside them, every version, and the variables there are. (Message templates)"""
        return self._ask("GET", f"/api/message-templates/words", query={"trigger": trigger, "channel": channel, "language": language, "reader": reader, "merchantId": merchant_id, "fields": fields})

    def message_templates_save(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Save words as a new version. 422 `words_faulty` names each variable that does not exist and each pattern that cannot be read, with its place. (Message templates)"""
        return self._ask("POST", f"/api/message-templates/words", body=body, idempotency_key=idempotency_key)

    def message_templates_go_back(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Go back to an earlier version, or with null to the words that came with the product. (Message templates)"""
        return self._ask("POST", f"/api/message-templates/words/back", body=body, idempotency_key=idempotency_key)

    def message_templates_preview(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Words as a person would see them, with a real job; nothing is kept. (Message templates)"""
        return self._ask("POST", f"/api/message-templates/preview", body=body, idempotency_key=idempotency_key)

    def message_templates_test(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Send words to oneself. E-mail and push go to whoever asks; SMS go to the number given. (Message templates)"""
        return self._ask("POST", f"/api/message-templates/test", body=body, idempotency_key=idempotency_key)

    def message_delivery_providers(self, *, fields: Any = None) -> Any:
        """How well each provider is. (Message delivery)"""
        return self._ask("GET", f"/api/message-providers", query={"fields": fields})

    def message_delivery_usage(self, *, month: Any = None, fields: Any = None) -> Any:
        """What was sent in a month, what it cost and how fast it was. (Message delivery)"""
        return self._ask("GET", f"/api/message-usage", query={"month": month, "fields": fields})

    def message_delivery_get_limit(self, channel: str, *, fields: Any = None) -> Any:
        """How many messages a channel may send in a month; null = as many as come. (Message delivery)"""
        return self._ask("GET", f"/api/message-limits/{_part(channel)}", query={"fields": fields})

    def message_delivery_set_limit(self, channel: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Set, or with null remove, how many messages a channel may send in a month. (Message delivery)"""
        return self._ask("PUT", f"/api/message-limits/{_part(channel)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def message_delivery_retry(self, message_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Try a failed or bounced message once more. (Message delivery)"""
        return self._ask("POST", f"/api/messages/{_part(message_id)}/retry", idempotency_key=idempotency_key)

    def message_delivery_suppressions(self, *, after: Any = None, limit: Any = None, search: Any = None, fields: Any = None) -> Any:
        """Addresses that get no e-mail, and why. (Message delivery)"""
        return self._ask("GET", f"/api/email-suppressions", query={"after": after, "limit": limit, "search": search, "fields": fields})

    def message_delivery_suppress(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Send no more e-mail to an address. (Message delivery)"""
        return self._ask("POST", f"/api/email-suppressions", body=body, idempotency_key=idempotency_key)

    def message_delivery_restore(self, suppression_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Let an address have e-mail again, and say why. (Message delivery)"""
        return self._ask("POST", f"/api/email-suppressions/{_part(suppression_id)}/lift", body=body, idempotency_key=idempotency_key)

    def message_delivery_preview_sms(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Segments and cost of an SMS before it is sent. (Message delivery)"""
        return self._ask("POST", f"/api/sms-preview", body=body, idempotency_key=idempotency_key)

    def message_delivery_sender_domain(self, *, fields: Any = None) -> Any:
        """What the DNS of the sender domain says, and which records to add. (Message delivery)"""
        return self._ask("GET", f"/api/sender-domain", query={"fields": fields})

    def message_delivery_sender_domains(self, *, fields: Any = None) -> Any:
        """Domains in whose name e-mails leave, the organisation’s and its merchants’. (Message delivery)"""
        return self._ask("GET", f"/api/sender-domains", query={"fields": fields})

    def message_delivery_set_sender_domain(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Send from an address of one’s own, once its domain allows it. Makes a DKIM key and answers the records to add. E-mails leave from the installation’s domain, with the sender’s name, until all of them are right. Another domain gets another key. 422 `sender_domain_taken`: the installation’s own. (Message delivery)"""
        return self._ask("PUT", f"/api/sender-domains", body=body, idempotency_key=idempotency_key)

    def message_delivery_check_sender_domain(self, sender_domain_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Look at the DNS, and ask the providers, now. (Message delivery)"""
        return self._ask("POST", f"/api/sender-domains/{_part(sender_domain_id)}/check", idempotency_key=idempotency_key)

    def message_delivery_remove_sender_domain(self, sender_domain_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Send from the installation’s domain again. (Message delivery)"""
        return self._ask("DELETE", f"/api/sender-domains/{_part(sender_domain_id)}", idempotency_key=idempotency_key)

    def notification_rules_list(self, *, fields: Any = None) -> Any:
        """Who is told of what: the shipped rules as they stand, and the organisation’s own. (Notification rules)"""
        return self._ask("GET", f"/api/notification-rules", query={"fields": fields})

    def notification_rules_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """A rule of one’s own. Of the rules for one moment and one audience the most particular that matches a job decides: one’s own before the shipped one, the one with more conditions before the one with fewer. (Notification rules)"""
        return self._ask("POST", f"/api/notification-rules", body=body, idempotency_key=idempotency_key)

    def notification_rules_change(self, rule_key: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change a rule; a shipped one keeps its trigger and audience. (Notification rules)"""
        return self._ask("PUT", f"/api/notification-rules/{_part(rule_key)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def notification_rules_remove(self, rule_key: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Remove a rule of one’s own; a shipped one goes back to how it came. (Notification rules)"""
        return self._ask("DELETE", f"/api/notification-rules/{_part(rule_key)}", idempotency_key=idempotency_key)

    def notification_rules_reach(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Whom a rule, saved or not, would reach among today’s jobs. (Notification rules)"""
        return self._ask("POST", f"/api/notification-rules/reach", body=body, idempotency_key=idempotency_key)

    def webhooks_list(self, *, fields: Any = None) -> Any:
        """Webhook endpoints and their health. (Webhooks)"""
        return self._ask("GET", f"/api/webhooks", query={"fields": fields})

    def webhooks_create(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Add an endpoint; the signing secret is shown this once. Deliveries are signed by Standard Webhooks, retried for three days, ordered per subject, and never follow redirects. (Webhooks)"""
        return self._ask("POST", f"/api/webhooks", body=body, idempotency_key=idempotency_key)

    def webhooks_update(self, endpoint_id: str, body: dict, *, idempotency_key: Optional[str] = None, if_match: Optional[str] = None) -> Any:
        """Change, pause or resume an endpoint. (Webhooks)"""
        return self._ask("PATCH", f"/api/webhooks/{_part(endpoint_id)}", body=body, idempotency_key=idempotency_key, if_match=if_match)

    def webhooks_remove(self, endpoint_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Remove an endpoint. (Webhooks)"""
        return self._ask("DELETE", f"/api/webhooks/{_part(endpoint_id)}", idempotency_key=idempotency_key)

    def webhooks_deliveries(self, endpoint_id: str, *, after: Any = None, limit: Any = None, state: Any = None, fields: Any = None) -> Any:
        """Deliveries, newest first. (Webhooks)"""
        return self._ask("GET", f"/api/webhooks/{_part(endpoint_id)}/deliveries", query={"after": after, "limit": limit, "state": state, "fields": fields})

    def webhooks_redeliver(self, delivery_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Deliver once more. (Webhooks)"""
        return self._ask("POST", f"/api/webhook-deliveries/{_part(delivery_id)}/redeliver", idempotency_key=idempotency_key)

    def webhooks_rotate_secret(self, endpoint_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """A new signing secret, shown this once. Until the overlap is over each delivery carries two signatures, of the old secret and the new one. (Webhooks)"""
        return self._ask("POST", f"/api/webhooks/{_part(endpoint_id)}/rotate-secret", body=body, idempotency_key=idempotency_key)

    def webhooks_redeliver_many(self, endpoint_id: str, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Deliver once more what was made in a period, or after a cursor of the event feed. In the order of the log, at most 10,000 at once: while `more` is true, ask again from `nextFrom`. Receivers know each by its `webhook-id`. (Webhooks)"""
        return self._ask("POST", f"/api/webhooks/{_part(endpoint_id)}/redeliver", body=body, idempotency_key=idempotency_key)

    def reports_pace(self, *, fields: Any = None) -> Any:
        """How crews work and drive against what is planned for them, and how much that mends expected times. (Reports)"""
        return self._ask("GET", f"/api/reports/pace", query={"fields": fields})

    def reports_day(self, *, service_date: Any = None, fields: Any = None) -> Any:
        """A day in figures, each by one formula. (Reports)"""
        return self._ask("GET", f"/api/reports/day", query={"serviceDate": service_date, "fields": fields})

    def service_levels_get(self, *, fields: Any = None) -> Any:
        """What each part of the installation promises, and how fast its error budget is spent. (Service levels)"""
        return self._ask("GET", f"/api/service-levels", query={"fields": fields})

    def service_levels_save_contacts(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Whom alerts go to, by e-mail, SMS and webhook. (Service levels)"""
        return self._ask("PUT", f"/api/service-levels/contacts", body=body, idempotency_key=idempotency_key)

    def service_levels_test(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Sends a test to everybody whom alerts go to. (Service levels)"""
        return self._ask("POST", f"/api/service-levels/test", idempotency_key=idempotency_key)

    def files_attachments(self, job_id: str, *, fields: Any = None) -> Any:
        """Plans, photos and papers that belong to a job. (Files)"""
        return self._ask("GET", f"/api/jobs/{_part(job_id)}/attachments", query={"fields": fields})

    def files_attach(self, job_id: str, content: bytes, content_type: str = "image/jpeg", *, name: Any = None, idempotency_key: Optional[str] = None) -> Any:
        """Attach a JPEG, PNG, WebP or PDF to a job, in one request. At most 20 MiB and 50 a job (409 `too_many_attachments`). What it is is told from its bytes; pictures are drawn anew. On a line that may break use `files.createUpload`. (Files)"""
        return self._ask("POST", f"/api/jobs/{_part(job_id)}/attachments", query={"name": name}, content=content, content_type=content_type, idempotency_key=idempotency_key)

    def files_detach(self, job_id: str, file_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """Take an attachment off a job; its bytes go with it. (Files)"""
        return self._ask("DELETE", f"/api/jobs/{_part(job_id)}/attachments/{_part(file_id)}", idempotency_key=idempotency_key)

    def files_create_upload(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Begin a resumable upload (tus 1.0). An attachment of a job that is sent in parts. `Upload-Metadata` has `jobId`, and may have `filename` and an `id` of your own making. Headers: `Tus-Resumable: 1.0.0`, `Upload-Length` (at most 20971520 bytes) and `Upload-Metadata`. `Location` says where the parts go. Forgotten after 24 hours. (Files)"""
        return self._ask("POST", f"/api/uploads", idempotency_key=idempotency_key)

    def files_get_upload(self, upload_id: str, *, fields: Any = None) -> Any:
        """How far an upload is; `HEAD` answers in `Upload-Offset` and `Upload-Length`. (Files)"""
        return self._ask("GET", f"/api/uploads/{_part(upload_id)}", query={"fields": fields})

    def files_upload_part(self, upload_id: str, content: bytes, content_type: str = "application/offset+octet-stream", *, idempotency_key: Optional[str] = None) -> Any:
        """Send the next bytes of an upload. `Upload-Offset` says where they belong: 409 `upload_offset` with the right one where it is another. What came before a line broke is kept. With the last byte the content is looked at and drawn anew, and refused if it is not what is taken. (Files)"""
        return self._ask("PATCH", f"/api/uploads/{_part(upload_id)}", content=content, content_type=content_type, idempotency_key=idempotency_key)

    def files_end_upload(self, upload_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """End an upload that is not wanted any more; a finished file stays. (Files)"""
        return self._ask("DELETE", f"/api/uploads/{_part(upload_id)}", idempotency_key=idempotency_key)

    def files_get(self, file_id: str) -> Any:
        """A photo, signature or attachment. A merchant sees the files of its own jobs only; any other answers 404. (Files)"""
        return self._ask("GET", f"/api/files/{_part(file_id)}")

    def files_link(self, file_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """A signed link that opens the file without a credential for five minutes. For a browser or mail client that cannot send `Authorization`. (Files)"""
        return self._ask("POST", f"/api/files/{_part(file_id)}/link", idempotency_key=idempotency_key)

    def files_open(self, token: str) -> Any:
        """The file behind a signed link. Problem 410 `link_over` when it ran out or was altered. (Files)"""
        return self._ask("GET", f"/api/file-links/{_part(token)}")

    def device_pair(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Pair this device by a code from the dispatcher. A wrong code answers 404 `pairing_code_unknown`, an old one 410 `pairing_code_expired`; tries are limited. (Operator API)"""
        return self._ask("POST", f"/operator-api/pair", body=body, idempotency_key=idempotency_key)

    def device_renew(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """A fresh token for the device’s renewal key. (Operator API)"""
        return self._ask("POST", f"/operator-api/renew", body=body, idempotency_key=idempotency_key)

    def device_today(self, *, fields: Any = None) -> Any:
        """This operator’s itineraries, the clock, and the reasons to choose from. Answers 304 to `If-None-Match` when nothing changed. Fetching acknowledges the revisions. (Operator API)"""
        return self._ask("GET", f"/operator-api/today", query={"fields": fields})

    def device_changes(self, *, after: Any = None, wait_seconds: Any = None, fields: Any = None) -> Any:
        """What changed of this operator’s day since a cursor. Without `after`: everything, and a cursor to go on from. With it: the itineraries that changed, whole, those that are no longer this operator’s in `gone`, and new words of the desk. `more`: ask again at once. A cursor of more than 30 days ago answers 410 `cursor_expired`: begin without one. (Operator API)"""
        return self._ask("GET", f"/operator-api/changes", query={"after": after, "waitSeconds": wait_seconds, "fields": fields})

    def device_chat(self, *, fields: Any = None) -> Any:
        """Words between desk and this crew, oldest first. Write by a command of kind `chat`, so that words wait in the outbox like everything else. (Operator API)"""
        return self._ask("GET", f"/operator-api/chat", query={"fields": fields})

    def device_chat_read(self, *, idempotency_key: Optional[str] = None) -> Any:
        """What the desk wrote was shown. (Operator API)"""
        return self._ask("POST", f"/operator-api/chat/read", idempotency_key=idempotency_key)

    def device_commands(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """What happened in the field, exactly once, in order. One batch in flight a device. A gap in `deviceSeq` answers 409 `expected_seq`, a number used before 409 `seq_taken`, both with the number to go on from in `expectedSeq`. A command that cannot be applied is parked and does not block the next. (Operator API)"""
        return self._ask("POST", f"/operator-api/commands", body=body, idempotency_key=idempotency_key)

    def device_positions(self, body: dict, *, idempotency_key: Optional[str] = None) -> Any:
        """Where the device was, in batches; known fixes are ignored. (Operator API)"""
        return self._ask("POST", f"/operator-api/positions", body=body, idempotency_key=idempotency_key)

    def device_upload(self, file_id: str, content: bytes, content_type: str = "image/jpeg", *, idempotency_key: Optional[str] = None) -> Any:
        """A photo or signature; the id is made by the device, sending it again is harmless. (Operator API)"""
        return self._ask("PUT", f"/operator-api/files/{_part(file_id)}", content=content, content_type=content_type, idempotency_key=idempotency_key)

    def device_attachment(self, file_id: str) -> Any:
        """A plan, photo or paper of a job that this operator visits today. Any other file answers 404 `file_not_found`. (Operator API)"""
        return self._ask("GET", f"/operator-api/attachments/{_part(file_id)}")

    def device_create_upload(self, *, idempotency_key: Optional[str] = None) -> Any:
        """Begin a resumable upload (tus 1.0). A photo or signature that is sent in parts. `Upload-Metadata` has `id`, made by the device: begun again under it, the upload goes on. Headers: `Tus-Resumable: 1.0.0`, `Upload-Length` (at most 15728640 bytes) and `Upload-Metadata`. `Location` says where the parts go. Forgotten after 24 hours. (Operator API)"""
        return self._ask("POST", f"/operator-api/uploads", idempotency_key=idempotency_key)

    def device_get_upload(self, upload_id: str, *, fields: Any = None) -> Any:
        """How far an upload is; `HEAD` answers in `Upload-Offset` and `Upload-Length`. (Operator API)"""
        return self._ask("GET", f"/operator-api/uploads/{_part(upload_id)}", query={"fields": fields})

    def device_upload_part(self, upload_id: str, content: bytes, content_type: str = "application/offset+octet-stream", *, idempotency_key: Optional[str] = None) -> Any:
        """Send the next bytes of an upload. `Upload-Offset` says where they belong: 409 `upload_offset` with the right one where it is another. What came before a line broke is kept. With the last byte the content is looked at and drawn anew, and refused if it is not what is taken. (Operator API)"""
        return self._ask("PATCH", f"/operator-api/uploads/{_part(upload_id)}", content=content, content_type=content_type, idempotency_key=idempotency_key)

    def device_end_upload(self, upload_id: str, *, idempotency_key: Optional[str] = None) -> Any:
        """End an upload that is not wanted any more; a finished file stays. (Operator API)"""
        return self._ask("DELETE", f"/operator-api/uploads/{_part(upload_id)}", idempotency_key=idempotency_key)
