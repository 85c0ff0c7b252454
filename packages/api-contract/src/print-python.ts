import { endpointsByTopic } from './all-endpoints.ts';
import { doorPrefixes, type Endpoint } from './endpoint.ts';
import { API_VERSIONS, VERSION_HEADER } from './version.ts';

/**
 * A client for Python 3.9 and later in one file of the standard library alone: a method for each endpoint of the Public and
 * the Operator API. Bodies and answers are plain dictionaries; their fields stand in the reference.
 */
export function printPython(): string {
  const methods = Object.entries(endpointsByTopic).flatMap(([topic, endpoints]) =>
    Object.values(endpoints)
      .filter(({ door, answerKind }) => door !== 'tracker' && answerKind !== 'event_stream')
      .map((endpoint) => printMethod(endpoint, topic)),
  );
  return `${HEAD}\n${methods.join('\n')}`;
}

/** `jobs.createMany` → `jobs_create_many`. */
const nameOf = (id: string) => snakeCase(id.replaceAll('.', '_'));
const snakeCase = (text: string) => text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const KEYWORDS = new Set(['from', 'to', 'in', 'is', 'not', 'class', 'def', 'type', 'id', 'import', 'global']);
const argumentOf = (name: string) => (KEYWORDS.has(snakeCase(name)) ? `${snakeCase(name)}_` : snakeCase(name));

function printMethod(endpoint: Endpoint, topic: string): string {
  const { id, door, method, path, summary, description, body, bodyTypes, answerKind } = endpoint;
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const query = Object.keys((endpoint.query as { shape?: object } | undefined)?.shape ?? {});
  const list = method === 'GET' && !answerKind ? ['fields'] : [];
  const wanted = [...params.map((name) => `${argumentOf(name)}: str`)];
  if (bodyTypes) wanted.push('content: bytes', `content_type: str = "${bodyTypes[0]}"`);
  else if (body) wanted.push('body: dict');
  const options = [...new Set([...query, ...list])].map((name) => `${argumentOf(name)}: Any = None`);
  if (method !== 'GET') options.push('idempotency_key: Optional[str] = None');
  if (endpoint.conditional) options.push('if_match: Optional[str] = None');
  const signature = ['self', ...wanted, ...(options.length > 0 ? ['*', ...options] : [])].join(', ');
  const url = params.reduce(
    (whole, name) => whole.replace(`{${name}}`, `{_part(${argumentOf(name)})}`),
    `${doorPrefixes[door]}${path}`,
  );
  const asked = [...new Set([...query, ...list])].map((name) => `"${name}": ${argumentOf(name)}`).join(', ');
  const given = [
    asked && `query={${asked}}`,
    bodyTypes ? 'content=content, content_type=content_type' : body && 'body=body',
    method !== 'GET' && 'idempotency_key=idempotency_key',
    endpoint.conditional && 'if_match=if_match',
  ].filter(Boolean);
  const words = `${summary}.${description ? ` ${description}` : ''} (${topic})`;
  return `    def ${nameOf(id)}(${signature}) -> Any:
        """${words.replaceAll('\\', '').replaceAll('"""', '')}"""
        return self._ask(${[`"${method}"`, `f"${url}"`, ...given].join(', ')})
`;
}

const HEAD = `# Written by \`npm run python-client\` from packages/api-contract; not edited by hand.
"""Roundsman's Public and Operator API for Python 3.9 and later, on the standard library alone."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any, Iterator, Optional
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

API_VERSION = "${API_VERSIONS.at(-1)}"


class Problem(Exception):
    """A refusal (RFC 9457): branch on \`code\`, show \`title\` and \`remedy\` to people."""

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
    """\`Roundsman("https://…", key)\`: a write whose connection breaks is sent again under the same Idempotency-Key."""

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
        headers = {"${VERSION_HEADER}": API_VERSION, "Accept": "application/json"}
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
        """Every row of a list: \`for job in api.pages(api.jobs_list, state=["new"])\`."""
        after = None
        while True:
            page = ask(after=after, **query)
            yield from page["rows"]
            after = page.get("next")
            if after is None:
                return
`;
