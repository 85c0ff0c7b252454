import { readFile, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';

type NumberArray = Float64Array | Float32Array | Int32Array | Uint8Array;

const TYPES = { Float64Array, Float32Array, Int32Array, Uint8Array } as const;
const MAGIC = 'ROUNDSMAN ARRAYS 1';
const ALIGN = 8;

interface Header {
  readonly endianness: string;
  readonly arrays: readonly { readonly name: string; readonly type: keyof typeof TYPES; readonly length: number }[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** Arrays of numbers and a few plain values in one file: a line of JSON, then the bytes as they lie in memory. */
export async function writeArrayFile(
  path: string,
  arrays: Readonly<Record<string, NumberArray>>,
  values: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const entries = Object.entries(arrays);
  const header: Header = {
    endianness: endianness(),
    arrays: entries.map(([name, array]) => ({
      name,
      type: array.constructor.name as keyof typeof TYPES,
      length: array.length,
    })),
    values,
  };
  const line = `${MAGIC} ${JSON.stringify(header)}`;
  const parts: Buffer[] = [Buffer.from(`${line}${' '.repeat(padding(Buffer.byteLength(line) + 1))}\n`)];
  for (const [, array] of entries) {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    parts.push(bytes, Buffer.alloc(padding(bytes.length)));
  }
  await writeFile(path, parts);
}

export interface ArrayFile {
  readonly values: Readonly<Record<string, unknown>>;
  float64(name: string): Float64Array;
  float32(name: string): Float32Array;
  int32(name: string): Int32Array;
  uint8(name: string): Uint8Array;
}

/** The arrays as views into the file's bytes. @throws Error when the file is not whole, or from a machine with another byte order */
export async function readArrayFile(path: string): Promise<ArrayFile> {
  const bytes = await readFile(path);
  const end = bytes.indexOf(10);
  const line = bytes.toString('utf8', 0, Math.max(0, end));
  if (!line.startsWith(MAGIC)) throw new Error(`${path} is not a file of arrays`);
  const header = JSON.parse(line.slice(MAGIC.length)) as Header;
  if (header.endianness !== endianness()) throw new Error(`${path} comes from a machine with another byte order`);
  const memory = new Uint8Array(bytes.length - end - 1);
  memory.set(bytes.subarray(end + 1));
  const found = new Map<string, NumberArray>();
  let offset = 0;
  for (const { name, type, length } of header.arrays) {
    const Type = TYPES[type];
    if (offset + length * Type.BYTES_PER_ELEMENT > memory.length) throw new Error(`${path} ends early`);
    found.set(name, new Type(memory.buffer, offset, length));
    offset += length * Type.BYTES_PER_ELEMENT;
    offset += padding(offset);
  }
  const get = <A extends NumberArray>(name: string, Type: abstract new (...args: never[]) => A): A => {
    const array = found.get(name);
    if (!(array instanceof Type)) throw new Error(`${path} has no ${Type.name} ${name}`);
    return array;
  };
  return {
    values: header.values,
    float64: (name) => get(name, Float64Array),
    float32: (name) => get(name, Float32Array),
    int32: (name) => get(name, Int32Array),
    uint8: (name) => get(name, Uint8Array),
  };
}

const padding = (length: number) => (ALIGN - (length % ALIGN)) % ALIGN;
