import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
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

export function readManifestKey(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' });
}

/** The raw public key, base64url: what clients are given to hold manifests against. */
export function publicManifestKey(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
}

/** Signs and keeps the next version; the same list again is no new version. */
export function issueManifest(store: Store, key: KeyObject, edges: readonly ManifestEdge[], now: Date): SignedManifest {
  const last = newestManifest(store);
  if (last && JSON.stringify(JSON.parse(last.manifest).edges) === JSON.stringify(edges)) return last;
  const version = (last?.version ?? 0) + 1;
  const manifest = JSON.stringify({ version, issuedAt: now.toISOString(), edges });
  const signature = sign(null, Buffer.from(manifest), key).toString('base64url');
  store.db
    .prepare('INSERT INTO manifests (version, manifest, signature, created_ms) VALUES (?, ?, ?, ?)')
    .run(version, manifest, signature, now.getTime());
  return { version, manifest, signature };
}

export function newestManifest(store: Store): SignedManifest | null {
  const row = store.db
    .prepare('SELECT version, manifest, signature FROM manifests ORDER BY version DESC LIMIT 1')
    .get();
  return (row as unknown as SignedManifest | undefined) ?? null;
}
