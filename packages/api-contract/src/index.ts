export { defineEndpoint, doorPrefixes } from './endpoint.ts';
export type { Access, AnswerOf, BodyOf, Door, Endpoint, Method, ParamsOf, QueryOf } from './endpoint.ts';
