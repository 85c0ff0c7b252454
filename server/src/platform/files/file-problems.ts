import { Problem } from '../problem.ts';

/** Organisation, two digits, id: nothing else leads to a file. */
export const keyShape = /^[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f-]{36}$/;

export function fileTooLarge(maxBytes: number): Problem {
  return new Problem({
    status: 413,
    code: 'file_too_large',
    title: 'The file is too large',
    detail: `It has more than ${maxBytes} bytes.`,
    remedy: `Send at most ${maxBytes} bytes.`,
  });
}

export function fileTypeNotAccepted(contentType: string, accepted: readonly string[]): Problem {
  return new Problem({
    status: 415,
    code: 'file_type_not_accepted',
    title: 'This kind of file is not taken here',
    detail: `By its content the file is ${contentType}.`,
    remedy: `Send one of: ${accepted.join(', ')}.`,
  });
}

export function fileEmpty(): Problem {
  return new Problem({
    status: 422,
    code: 'file_empty',
    title: 'The file is empty',
    remedy: 'Send the file’s bytes as the body.',
  });
}

export function fileNotFound(): Problem {
  return new Problem({ status: 404, code: 'file_not_found', title: 'There is no such file' });
}
