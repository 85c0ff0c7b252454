/** Every request, response, event and error of the platform's three doors, as schemas. */

export { allEndpoints } from './all-endpoints.ts';
export * from './consents.ts';
export type { Access, AnswerOf, BodyOf, Door, Endpoint, Method, ParamsOf, QueryOf } from './endpoint.ts';
export { defineEndpoint, doorPrefixes } from './endpoint.ts';
export * from './files.ts';
export * from './fleet.ts';
export * from './imports.ts';
export * from './itineraries.ts';
export * from './jobs.ts';
export * from './live.ts';
export * from './message-delivery.ts';
export * from './message-templates.ts';
export * from './messages.ts';
export * from './notification-rules.ts';
export { openApiDocument } from './open-api.ts';
export * from './operator.ts';
export * from './organisation.ts';
export * from './permissions.ts';
export * from './plans.ts';
export * from './primitives.ts';
export * from './problem.ts';
export * from './push.ts';
export * from './reports.ts';
export * from './status.ts';
export * from './tracker.ts';
export * from './version.ts';
export * from './webhooks.ts';
