import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allEndpoints, openApiDocument } from './index.ts';

type Json = Record<string, unknown>;

function emptySchemas(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const here = path.endsWith('/schema') && Object.keys(node).length === 0 ? [path] : [];
  return [...here, ...Object.entries(node).flatMap(([key, child]) => emptySchemas(child, `${path}/${key}`))];
}

describe('the OpenAPI document', () => {
  const document = openApiDocument('https://example.org') as Json & { paths: Record<string, Json> };

  it('has one operation for every endpoint, each with an id of its own', () => {
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => (operation as { operationId: string }).operationId),
    );
    expect(ids.toSorted()).toEqual(allEndpoints.map((endpoint) => endpoint.id).toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows no empty schema, since that would promise nothing', () => {
    expect(emptySchemas(document, '')).toEqual([]);
  });

  it('names every parameter of every path', () => {
    for (const endpoint of allEndpoints) {
      const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const shape = endpoint.params ? Object.keys((endpoint.params as unknown as { shape: Json }).shape) : [];
      expect(shape.toSorted(), endpoint.id).toEqual(inPath.toSorted());
    }
  });

  it('comes from schemas that neither coerce nor transform', () => {
    const folder = new URL('.', import.meta.url);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
      expect(readFileSync(new URL(file, folder), 'utf8'), file).not.toMatch(/\.coerce\.|\.transform\(|z\.preprocess/);
    }
  });
});
