import type { WeightedEdge } from './spread.ts';

/** The list of edges, as the edge program signs it. */
export interface EdgeManifest {
  /** Grows with every change. */
  readonly version: number;
  readonly issuedAt: string;
  readonly edges: readonly WeightedEdge[];
}

/** `manifest` is the JSON text that was signed: bytes, so that nothing depends on how JSON is printed. */
export interface SignedManifest {
  readonly manifest: string;
  /** Ed25519 over the UTF-8 of `manifest`, base64url. */
  readonly signature: string;
}

const MOST_EDGES = 32;

/** What it says, when one of the keys (raw Ed25519 public keys, base64url) signed it; null for anything else. Never throws. */
export async function readManifest(signed: unknown, keys: readonly string[]): Promise<EdgeManifest | null> {
  try {
    const { manifest, signature } = signed as SignedManifest;
    for (const key of keys) {
      const imported = await crypto.subtle.importKey('raw', bytes(key), 'Ed25519', false, ['verify']);
      const text = new TextEncoder().encode(manifest);
      if (await crypto.subtle.verify('Ed25519', imported, bytes(signature), text)) return checked(JSON.parse(manifest));
    }
  } catch {
    // Not a manifest, or a browser without Ed25519: the list one has stays.
  }
  return null;
}

function checked(value: EdgeManifest): EdgeManifest | null {
  const { version, edges } = value;
  const isRight =
    Number.isSafeInteger(version) &&
    edges.length > 0 &&
    edges.length <= MOST_EDGES &&
    edges.every(({ url, weight }) => /^https?:\/\/[^/]+$/.test(url) && weight >= 0 && weight <= 100);
  return isRight ? value : null;
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
