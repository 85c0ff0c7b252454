import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const authorityFile = (folder: string) => join(folder, 'authority.crt');

/** The drill's own certificate authority, as `authority.crt` in the folder. */
export function makeAuthority(folder: string): void {
  request(
    folder,
    'authority',
    '/CN=September 13 drill',
    ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'],
    [],
  );
}

/** A server's certificate and key in one file, as HAProxy wants them; answers its path. */
export function certify(
  folder: string,
  name: string,
  hostnames: readonly string[],
  addresses: readonly string[],
): string {
  const names = [...hostnames.map((one) => `DNS:${one}`), ...addresses.map((one) => `IP:${one}`)].join(',');
  request(
    folder,
    name,
    `/CN=${hostnames[0]}`,
    [`subjectAltName=${names}`, 'basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth'],
    ['-CA', authorityFile(folder), '-CAkey', join(folder, 'authority.key')],
  );
  const file = join(folder, `${name}.pem`);
  writeFileSync(file, ['crt', 'key'].map((end) => readFileSync(join(folder, `${name}.${end}`), 'utf8')).join(''), {
    mode: 0o600,
  });
  return file;
}

function request(
  folder: string,
  name: string,
  subject: string,
  extensions: readonly string[],
  signer: readonly string[],
): void {
  const { status, stderr, error } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', subject, '-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)],
      ...extensions.flatMap((extension) => ['-addext', extension]),
      ...signer,
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`openssl req for ${name}: ${error?.message ?? stderr}`);
}
