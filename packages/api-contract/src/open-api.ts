import { z } from 'zod';
import { endpointsByTopic } from './all-endpoints.ts';
import { type Access, type Door, doorPrefixes, type Endpoint } from './endpoint.ts';
import { Problem } from './problem.ts';
import { FIELDS_PARAMETER, rowFieldsOf } from './sparse-fields.ts';
import { API_VERSIONS, VERSION_HEADER } from './version.ts';

type JsonObject = Record<string, unknown>;

function jsonSchema(schema: z.ZodType): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' }) as JsonObject;
  return rest;
}

function parametersOf(endpoint: Endpoint): JsonObject[] {
  const parameters: JsonObject[] = [];
  for (const [place, schema] of [
    ['path', endpoint.params],
    ['query', endpoint.query],
  ] as const) {
    if (!schema) continue;
    const object = jsonSchema(schema) as { properties?: Record<string, JsonObject>; required?: string[] };
    for (const [name, property] of Object.entries(object.properties ?? {})) {
      const required = place === 'path' || (object.required ?? []).includes(name);
      // Lists travel as one comma-separated value, so that a URL stays readable.
      const list =
        property.type === 'array'
          ? { style: 'form', explode: false }
          : property.type === 'object'
            ? { style: 'deepObject', explode: true }
            : {};
      parameters.push({ name, in: place, required, schema: property, description: property.description, ...list });
    }
  }
  if (rowFieldsOf(endpoint)) {
    parameters.push({
      name: FIELDS_PARAMETER,
      in: 'query',
      required: false,
      schema: { type: 'string', maxLength: 1000 },
      description: 'Only these fields of each row, comma-separated, one level down with a dot: `code,address.line`',
    });
  }
  if (endpoint.method !== 'GET') {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 200 },
      description: 'Same key and body: the same answer, applied once. Same key, other body: 422.',
    });
  }
  if (endpoint.conditional) {
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 200 },
      description: 'The `ETag` of what you read: 412 `changed_meanwhile` when somebody else changed it since.',
    });
  }
  parameters.push({
    name: VERSION_HEADER,
    in: 'header',
    required: false,
    schema: { type: 'string', format: 'date' },
    description: 'The date your program was written for; the newest version unless said.',
  });
  return parameters;
}

function securityOf(access: Access): JsonObject[] {
  if (access === 'anyone' || access === 'tracker_link') return [];
  return [{ bearer: [] }];
}

function answerOf(endpoint: Endpoint): JsonObject {
  if (endpoint.answerKind === 'event_stream')
    return {
      description: 'A stream of server-sent events',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    };
  if (endpoint.answerKind === 'bytes')
    return {
      description: 'The file’s bytes',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    };
  if (!endpoint.answer) return { description: 'Done' };
  return { description: 'Done', content: { 'application/json': { schema: jsonSchema(endpoint.answer) } } };
}

function bodyOf(endpoint: Endpoint): JsonObject | undefined {
  if (endpoint.bodyTypes) {
    const content = Object.fromEntries(
      endpoint.bodyTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    );
    return { required: true, content };
  }
  return endpoint.body
    ? { required: true, content: { 'application/json': { schema: jsonSchema(endpoint.body) } } }
    : undefined;
}

function operation(endpoint: Endpoint, topic: string): JsonObject {
  const status = endpoint.answer || endpoint.answerKind ? (endpoint.status ?? 200) : 204;
  return {
    operationId: endpoint.id,
    tags: [topic],
    summary: endpoint.summary,
    description: [
      endpoint.description,
      typeof endpoint.access === 'object' ? `Needs \`${endpoint.access.permission}\`.` : '',
    ]
      .filter(Boolean)
      .join('\n\n'),
    security: securityOf(endpoint.access),
    parameters: parametersOf(endpoint),
    requestBody: bodyOf(endpoint),
    responses: {
      [status]: answerOf(endpoint),
      default: {
        description: 'Refused: what was wrong and what would be right',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** The OpenAPI 3.1 document of all three doors (or of one), from the very schemas that validate. `serverUrl` is the public address. */
export function openApiDocument(serverUrl: string, door?: Door): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [topic, endpoints] of Object.entries(endpointsByTopic)) {
    for (const endpoint of Object.values(endpoints)) {
      if (door !== undefined && endpoint.door !== door) continue;
      const path = `${doorPrefixes[endpoint.door]}${endpoint.path}`;
      paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, topic) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Roundsman',
      version: API_VERSIONS.at(-1),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Instants are RFC 3339 in UTC; durations in seconds, distances in meters, weights in grams, volumes in litres, money in minor units. Every refusal is an RFC 9457 problem.',
    },
    servers: [{ url: serverUrl }],
    tags: Object.keys(endpointsByTopic).map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: jsonSchema(Problem) },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A member’s token, an API key, or a device’s token' },
      },
    },
  };
}
