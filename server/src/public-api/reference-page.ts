import { type Example, problemsByTopic } from '@roundsman/api-contract';

interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly const?: unknown;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Schema; description?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}
interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The API reference as one page: no outside address, readable with everything switched off; a script of our own sends the examples. */
export function referencePage(document: unknown, examples: Readonly<Record<string, Example>>): string {
  const { info, servers, tags, paths } = document as Document;
  const server = servers[0]?.url ?? '';
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const topics = tags.map(({ name }) => ({
    name,
    own: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)} API reference</title><style>${STYLE}</style><script src="/api/reference.js" defer></script></head>
<body><nav aria-label="Endpoints"><h1>${text(info.title)} API</h1><p>Version ${text(info.version)} · <a href="/api/openapi.json">OpenAPI 3.1</a></p>
${topics.map(({ name, own }) => `<details open><summary>${text(name)}</summary><ul>${own.map(({ operation }) => `<li><a href="#${operation.operationId}">${text(operation.summary)}</a></li>`).join('')}</ul></details>`).join('\n')}
<details open><summary><a href="#problems">Problem codes</a></summary></details>
</nav><main><p class="lead">${text(info.description)}</p><form id="credential" hidden><label>Key or token for the examples below; it stays in this tab <input type="password" autocomplete="off" placeholder="rmk_…"></label></form>
${topics.map(({ name, own }) => `<h2>${text(name)}</h2>${own.map((one) => section(server, one.path, one.method, one.operation, examples[one.operation.operationId])).join('\n')}`).join('\n')}
${problems()}
</main></body></html>`;
}

/** Every code that a refusal may carry. */
function problems(): string {
  const rows = (entries: (typeof problemsByTopic)[string]) =>
    Object.entries(entries)
      .map(
        ([code, { status, meaning, then }]) =>
          `<tr id="problem-${code}"><td><code>${code}</code></td><td>${status.join(', ')}</td><td>${text(meaning)}. ${text(then ?? '')}</td></tr>`,
      )
      .join('');
  return `<h2 id="problems">Problem codes</h2><p>Every refusal is <code>application/problem+json</code> (RFC 9457) with one of these. Treat one you do not know by its status.</p>
${Object.entries(problemsByTopic)
  .map(([topic, entries]) => `<h4>${text(topic)}</h4><table><tbody>${rows(entries)}</tbody></table>`)
  .join('\n')}`;
}

function section(
  server: string,
  path: string,
  method: string,
  operation: Operation,
  known: Example | undefined,
): string {
  const body = operation.requestBody && Object.entries(operation.requestBody.content)[0];
  const answer = Object.entries(operation.responses).find(([status]) => status !== 'default');
  const answerSchema = answer?.[1].content?.['application/json']?.schema;
  return `<section id="${operation.operationId}"><h3>${text(operation.summary)}</h3>
<p class="call"><b>${method}</b> <code>${text(path)}</code></p>
${
  operation.description
    ? `<p>${text(operation.description)
        .replace(/\n\n/g, '</p><p>')
        .replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`
    : ''
}
${operation.parameters.length > 0 ? `<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th><th></th></tr></thead><tbody>${operation.parameters.map(({ name, in: place, required, schema, description }) => `<tr><td><code>${text(name)}</code>${required ? '' : ' <i>optional</i>'}</td><td>${place}</td><td>${text(typeWords(schema))}</td><td>${text(description ?? schema.description ?? '')}</td></tr>`).join('')}</tbody></table>` : ''}
${body ? `<h4>Body <small>${text(body[0])}</small></h4>${fields(body[1].schema)}` : ''}
<h4>Answer <small>${answer?.[0] ?? ''}</small></h4>${answerSchema ? fields(answerSchema) : '<p>No content, or a stream.</p>'}
<pre class="example" data-request="${text(JSON.stringify(requestOf(path, method, operation, known)))}">${text(example(server, path, method, body ? body[1].schema : null, known))}</pre></section>`;
}

function fields(schema: Schema): string {
  if (!schema.properties) return `<p>${text(typeWords(schema))}</p>`;
  const rows = Object.entries(schema.properties).map(
    ([name, field]) =>
      `<li><code>${text(name)}</code> <span>${text(typeWords(field))}</span>${schema.required?.includes(name) ? '' : ' <i>optional</i>'} ${text(field.description ?? '')}${nested(field)}</li>`,
  );
  return `<ul class="fields">${rows.join('')}</ul>`;
}

function nested(field: Schema): string {
  const inner = field.properties
    ? field
    : field.items?.properties
      ? field.items
      : field.anyOf?.find(({ properties }) => properties);
  return inner ? `<details><summary>fields</summary>${fields(inner)}</details>` : '';
}

function typeWords(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => String(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(typeWords).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeWords(schema.items) : 'anything'}`;
  return [schema.format ?? (Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type) ?? 'anything'].join(
    '',
  );
}

/** What the script sends: the example where there is one, else what the schema asks for at least. */
function requestOf(path: string, method: string, operation: Operation, known: Example | undefined) {
  const body = operation.requestBody && Object.entries(operation.requestBody.content)[0];
  const places = (place: string) => operation.parameters.filter((one) => one.in === place);
  const query = Object.fromEntries(
    places('query')
      .filter(({ required }) => required)
      .map(({ name, schema }) => [name, String(sample(schema))]),
  );
  return {
    method,
    path,
    params: places('path').map(({ name }) => name),
    query: { ...query, ...known?.query },
    ...(body?.[0] === 'application/json' ? { body: known?.body ?? sample(body[1].schema) } : {}),
  };
}

function example(
  server: string,
  path: string,
  method: string,
  body: Schema | null,
  known: Example | undefined,
): string {
  const search = known?.query ? `?${new URLSearchParams(known.query)}` : '';
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${server}${path}${search}' \\`,
    `  -H 'Authorization: Bearer '"$ROUNDSMAN_KEY"`,
  ];
  if (method !== 'GET') lines.push(`  -H 'Idempotency-Key: '"$(uuidgen)"`);
  if (known?.body || body?.properties)
    lines.push(
      `  -H 'Content-Type: application/json' \\`,
      `  -d '${JSON.stringify(known?.body ?? sample(body!), null, 2).replaceAll("'", "'\\''")}'`,
    );
  return lines
    .map((line, index) => (index < lines.length - 1 && !line.endsWith('\\') ? `${line} \\` : line))
    .join('\n');
}

function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sample(schema.anyOf[0]!);
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([name]) => schema.required?.includes(name))
        .map(([name, field]) => [name, sample(field)]),
    );
  if (schema.type === 'array') return schema.items ? [sample(schema.items)] : [];
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.type === 'boolean') return true;
  return schema.format === 'date' ? '2026-11-23' : schema.format === 'date-time' ? '2026-11-23T08:30:00Z' : '…';
}

const text = (value: string) =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const STYLE = `:root{color-scheme:light dark;--line:#8884;--soft:#8882}*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;display:grid;grid-template-columns:18rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;border-right:1px solid var(--line)}nav h1{font-size:1.1rem;margin:0}nav ul{list-style:none;padding:0 0 0 .5rem;margin:.25rem 0 .75rem}nav summary{font-weight:600;cursor:pointer}
main{padding:1.5rem 2.5rem;max-width:64rem}section{border-top:1px solid var(--line);padding:1rem 0 1.5rem;scroll-margin-top:1rem}h2{margin:2.5rem 0 .5rem}h3{margin:0}h4{margin:1rem 0 .25rem}.lead{font-size:1.05rem}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{background:var(--soft);padding:.75rem 1rem;overflow:auto;border-radius:6px}.call b{font-family:ui-monospace,monospace}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top;border-bottom:1px solid var(--line)}
.fields{list-style:none;padding-left:.75rem;border-left:2px solid var(--line)}.fields span{opacity:.75}i,small{opacity:.7;font-style:normal;font-size:.85em}#credential{position:sticky;top:0;padding:.5rem 0;background:Canvas}#credential input{width:24rem;max-width:100%;font:inherit;padding:.25rem .5rem}.run{display:grid;gap:.5rem;margin-top:.5rem}.run label{display:grid;gap:.25rem;font-size:.85em}.run input,.run textarea{font:13px/1.5 ui-monospace,monospace;padding:.35rem .5rem;width:100%}.run button{justify-self:start;font:inherit;padding:.3rem .9rem;cursor:pointer}.answer{max-height:24rem}@media(max-width:48rem){body{grid-template-columns:1fr}nav{position:static;height:auto;border:0}main{padding:1rem}}`;
