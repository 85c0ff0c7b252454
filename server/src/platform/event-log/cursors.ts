import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** Positions in the log as outsiders see them: opaque, so that nobody reads an organisation's volume off them. */
export interface Cursors {
  encode(organisationId: string, seq: number): string;
  /** Null for anything that this installation did not make for this organisation. */
  decode(organisationId: string, cursor: string): number | null;
}

const seqBytes = 6;
const blockBytes = 16;

/**
 * One AES block: 48 bits of `seq`, 80 bits of a check that binds it to the organisation. A block cipher is a random
 * permutation to whoever has no key, so a forged or altered block fails the check (2^-80).
 */
export function openCursors(secret: Buffer): Cursors {
  const key = createHmac('sha256', secret).update('cursor encryption').digest();

  function check(organisationId: string): Buffer {
    return createHmac('sha256', secret)
      .update(organisationId)
      .digest()
      .subarray(0, blockBytes - seqBytes);
  }

  return {
    encode(organisationId, seq) {
      const block = Buffer.alloc(blockBytes);
      block.writeUIntBE(seq, 0, seqBytes);
      check(organisationId).copy(block, seqBytes);
      return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block).toString('base64url');
    },
    decode(organisationId, cursor) {
      const sealed = Buffer.from(cursor, 'base64url');
      if (sealed.length !== blockBytes || sealed.toString('base64url') !== cursor) return null;
      const block = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(sealed);
      return block.subarray(seqBytes).equals(check(organisationId)) ? block.readUIntBE(0, seqBytes) : null;
    },
  };
}
