import { hash, verify } from '@node-rs/argon2';
import { Problem } from '../../platform/index.ts';

const LEAST_DIFFERENT_CHARACTERS = 6;

/** argon2id, 19 MiB, two passes: the library's and OWASP's first recommendation. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

let decoy: Promise<string> | undefined;

/** Without a hash to compare with it still takes as long, so an answer's time tells nobody which e-mails exist. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('no member has this password');
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'));
  return passwordHash !== null && matches;
}

/** Twelve characters or more is the contract's; here what makes a long one easy to guess. Problem 422 `password_weak`. */
export function refuseWeakPassword(password: string, person: { readonly name: string; readonly email: string }): void {
  const plain = password.toLowerCase();
  const own = [person.email.split('@')[0]!, ...person.name.split(/\s+/)].map((word) => word.toLowerCase());
  const without = own.filter((word) => word.length >= 3).reduce((rest, word) => rest.replaceAll(word, ''), plain);
  const message =
    new Set(plain).size < LEAST_DIFFERENT_CHARACTERS
      ? 'It repeats a few characters.'
      : without.length < LEAST_DIFFERENT_CHARACTERS
        ? 'It is little more than the name or e-mail.'
        : isRun(plain)
          ? 'It is a row of the keyboard or the alphabet.'
          : null;
  if (message === null) return;
  throw new Problem({
    status: 422,
    code: 'password_weak',
    title: 'This password is easy to guess',
    detail: message,
    remedy: 'Take several words that have nothing to do with each other.',
    fields: [{ field: 'body.newPassword', code: 'password_weak', message }],
  });
}

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
];

/** Two thirds of it run along one of the rows, either way. */
function isRun(plain: string): boolean {
  const pairs = [...plain].slice(1).map((character, at) => plain[at]! + character);
  const along = pairs.filter((pair) =>
    ROWS.some((row) => row.includes(pair) || row.includes([...pair].reverse().join(''))),
  );
  return along.length > (pairs.length * 2) / 3;
}
