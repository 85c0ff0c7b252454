// What @peculiar/x509 asks for before it is loaded.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

import type { LanNames } from './lan-addresses.ts';

const DAY = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Phones refuse server certificates that live longer than 398 days. */
const CERTIFICATE_DAYS = 390;
const RENEWED_DAYS_BEFORE = 30;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface LanCertificate {
  /** PEM of the server's private key. */
  readonly key: string;
  /** PEM of the server's certificate. */
  readonly certificate: string;
  /** What phones are asked to trust. */
  readonly authority: string;
  readonly authorityFile: string;
}

/**
 * The certificate under which the local network reaches this machine, signed by an authority of this installation's own.
 * Both are kept in `folder`; the authority stays for ten years, the certificate is made again when the machine's names change or it grows old.
 */
export async function keepLanCertificate(folder: string, names: LanNames, now: Date): Promise<LanCertificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authorityFile = join(folder, 'authority.crt');
  const files = {
    authorityKey: join(folder, 'authority.key'),
    key: join(folder, 'server.key'),
    certificate: join(folder, 'server.crt'),
  };
  if (!existsSync(authorityFile) || !existsSync(files.authorityKey)) {
    const made = await makeAuthority(now);
    writeFileSync(files.authorityKey, made.key, { mode: 0o600 });
    writeFileSync(authorityFile, made.certificate);
  }
  const authority = readFileSync(authorityFile, 'utf8');
  if (!(await isGood(files.certificate, authority, names, now))) {
    const made = await sign(authority, readFileSync(files.authorityKey, 'utf8'), names, now);
    writeFileSync(files.key, made.key, { mode: 0o600 });
    writeFileSync(files.certificate, made.certificate);
  }
  return {
    key: readFileSync(files.key, 'utf8'),
    certificate: readFileSync(files.certificate, 'utf8'),
    authority,
    authorityFile,
  };
}

async function makeAuthority(now: Date) {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=Roundsman local authority, O=Roundsman on this machine`,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: await privatePem(keys.privateKey), certificate: certificate.toString('pem') };
}

async function sign(authorityPem: string, authorityKeyPem: string, names: LanNames, now: Date) {
  const authority = new X509Certificate(authorityPem);
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    PemConverter.decodeFirst(authorityKeyPem),
    algorithm,
    false,
    ['sign'],
  );
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=Roundsman',
    issuer: authority.subject,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + CERTIFICATE_DAYS * DAY),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        wanted(names).map((value) => ({ type: /^[\d.]+$/.test(value) ? 'ip' : 'dns', value })),
      ),
    ],
  });
  return { key: await privatePem(keys.privateKey), certificate: certificate.toString('pem') };
}

/** Signed by this authority, for all of today's names, and not soon to end. */
async function isGood(file: string, authorityPem: string, names: LanNames, now: Date): Promise<boolean> {
  if (!existsSync(file)) return false;
  const certificate = new X509Certificate(readFileSync(file, 'utf8'));
  const held = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items.map(({ value }) => value) ?? [];
  const authority = new X509Certificate(authorityPem);
  return (
    wanted(names).every((name) => held.includes(name)) &&
    certificate.notAfter.getTime() - now.getTime() > RENEWED_DAYS_BEFORE * DAY &&
    (await certificate.verify({ publicKey: authority.publicKey, signatureOnly: true }))
  );
}

const wanted = ({ addresses, hosts }: LanNames) => ['localhost', '127.0.0.1', ...addresses, ...hosts];

const newKeys = () =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
