import type { Endpoint } from '@roundsman/api-contract';
import * as contract from '@roundsman/api-contract';

/**
 * The contract's endpoints without their schemas, as a TypeScript module: browsers get the paths and the compiler the types,
 * and no schema library travels. `npm run endpoints` writes it; a test holds it to the contract.
 */
export function printEndpoints(): string {
  const tables = Object.entries(contract as Record<string, unknown>)
    .filter(
      (entry): entry is [string, Record<string, Endpoint>] =>
        /^[a-z].*Endpoints$/.test(entry[0]) && !Array.isArray(entry[1]),
    )
    .sort(([left], [right]) => left.localeCompare(right));
  return [
    '// Written by `npm run endpoints` from packages/api-contract; not edited by hand.',
    "import type * as contract from '@roundsman/api-contract';",
    "import type { CallableOf } from './callable.ts';",
    '',
    ...tables.map(([name, endpoints]) => printTable(name, endpoints)),
  ].join('\n');
}

function printTable(name: string, endpoints: Record<string, Endpoint>): string {
  const rows = Object.entries(endpoints).map(([key, endpoint]) => `  ${key}: ${printLiteral(lightOf(endpoint))},`);
  return `export const ${name}: CallableOf<typeof contract.${name}> = {\n${rows.join('\n')}\n};\n`;
}

function lightOf({ id, door, method, path, access, bodyTypes, answerKind }: Endpoint) {
  return { id, door, method, path, access, ...(bodyTypes && { bodyTypes }), ...(answerKind && { answerKind }) };
}

function printLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return `'${String(value).replaceAll("'", "\\'")}'`;
  const fields = Object.entries(value).map(([key, field]) => `${key}: ${printLiteral(field)}`);
  return `{ ${fields.join(', ')} }`;
}
