import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes: the library's and OWASP's first recommendation. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

let decoy: Promise<string> | undefined;

/** Without a hash to compare with it still takes as long, so an answer's time tells nobody which e-mails exist. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('no member has this password');
  const matches = await verify(passwordHash ?? (await decoy), password);
  return passwordHash !== null && matches;
}
