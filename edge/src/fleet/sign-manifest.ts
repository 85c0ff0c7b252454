import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import type { Store } from '../store/index.ts';
import type { EdgeWeight } from './plan-steering.ts';

/** The list of edges as clients keep it: `manifest` is the JSON text that was signed, `signature` Ed25519 in base64url. */
export interface SignedManifest {
  readonly version: number;
  readonly manifest: string;
  readonly signature: string;
}

export interface ManifestEdge {
  readonly url: string;
  readonly weight: EdgeWeight;
}

/** A private key as PKCS #8 in base64url, for the edge directory. */
export function newManifestKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
}

/** During a change of keys there are two, between commas or spaces: the first one signs, clients are given the public halves of all. Throws on anything else. */
export function readManifestKeys(text: string): [KeyObject, ...KeyObject[]] {
  const [first, ...others] = text.split(/[\s,]+/).map((one) => {
    const key = createPrivateKey({ key: Buffer.from(one, 'base64url'), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`An Ed25519 key, not ${key.asymmetricKeyType}`);
    return key;
  });
  return [first!, ...others];
}

/** The raw public key, base64url: what clients are given to hold manifests against. */
export function publicManifestKey(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
}

/**
 * Signs and keeps the next version; the same list by the same key again is no new version. A version is the moment of its issue in epoch
 * milliseconds, or one above the last where a clock stands behind it: so a program that lost its store, and two that write apart, still
 * say something newer than what devices keep, and never the same number for different lists.
 */
export function issueManifest(store: Store, key: KeyObject, edges: readonly ManifestEdge[], now: Date): SignedManifest {
  const last = newestManifest(store);
  if (last && isStillRight(last, key, edges)) return last;
  const version = Math.max((last?.version ?? 0) + 1, now.getTime());
  const manifest = JSON.stringify({ version, issuedAt: now.toISOString(), edges });
  const signature = sign(null, Buffer.from(manifest), key).toString('base64url');
  store.db
    .prepare('INSERT INTO manifests (version, manifest, signature, created_ms) VALUES (?, ?, ?, ?)')
    .run(version, manifest, signature, now.getTime());
  return { version, manifest, signature };
}

function isStillRight(
  { version, manifest, signature }: SignedManifest,
  key: KeyObject,
  edges: readonly ManifestEdge[],
) {
  const list = JSON.parse(manifest) as { readonly issuedAt: string; readonly edges: readonly ManifestEdge[] };
  return (
    JSON.stringify(list.edges) === JSON.stringify(edges) &&
    // Versions were once counted from 1.
    version >= Date.parse(list.issuedAt) &&
    verify(null, Buffer.from(manifest), createPublicKey(key), Buffer.from(signature, 'base64url'))
  );
}

export function newestManifest(store: Store): SignedManifest | null {
  const row = store.db
    .prepare('SELECT version, manifest, signature FROM manifests ORDER BY version DESC LIMIT 1')
    .get();
  return (row as unknown as SignedManifest | undefined) ?? null;
}
