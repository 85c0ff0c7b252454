import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

const VERSION = '1.0.0';
const KEY = /^[\x21-\x7e]{1,60}$/;
const MOST_METADATA = 4_096;

/** What a tus client says in headers. Problems: 412 `tus_version`, 400 `upload_header` with the header that is wrong. */
export const tusHeaders = {
  /** Every answer says which version it speaks; a client that speaks another is told so. */
  greet({ headers }: FastifyRequest, reply: FastifyReply): void {
    reply.header('Tus-Resumable', VERSION);
    const given = headers['tus-resumable'];
    if (given === undefined || given === VERSION) return;
    reply.header('Tus-Version', VERSION);
    throw new Problem({
      status: 412,
      code: 'tus_version',
      title: `Uploads are taken by tus ${VERSION}`,
      remedy: `Send Tus-Resumable: ${VERSION}.`,
    });
  },

  length: (request: FastifyRequest): number => wholeNumber(request, 'Upload-Length'),
  offset: (request: FastifyRequest): number => wholeNumber(request, 'Upload-Offset'),

  /** `key base64,key base64`, as tus has it. */
  metadata({ headers }: FastifyRequest): ReadonlyMap<string, string> {
    const given = String(headers['upload-metadata'] ?? '').trim();
    if (given === '') return new Map();
    if (given.length > MOST_METADATA) throw wrong('Upload-Metadata', `at most ${MOST_METADATA} characters`);
    const pairs = given.split(',').map((pair) => pair.trim().split(' '));
    for (const [key = '', , ...more] of pairs)
      if (!KEY.test(key) || more.length > 0) throw wrong('Upload-Metadata', 'pairs of a key and a value in base64');
    return new Map(pairs.map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString('utf8')]));
  },
};

function wholeNumber({ headers }: FastifyRequest, name: string): number {
  const given = String(headers[name.toLowerCase()] ?? '');
  if (!/^\d{1,12}$/.test(given)) throw wrong(name, 'a number of bytes');
  return Number(given);
}

function wrong(field: string, wanted: string): Problem {
  const message = `It is missing or is not ${wanted}.`;
  return new Problem({
    status: 400,
    code: 'upload_header',
    title: `${field} is not as it should be`,
    remedy: `Send ${wanted}.`,
    fields: [{ field, code: 'upload_header', message }],
  });
}
