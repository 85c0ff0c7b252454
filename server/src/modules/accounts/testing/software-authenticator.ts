import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { NewPasskeyCredential, PasskeyAssertion, PasskeyCreation, PasskeyRequest } from '@roundsman/api-contract';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const FLAG = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40 };

export interface Deviation {
  readonly origin?: string;
  readonly challenge?: string;
  /** False: a touch, without finger, face or PIN. */
  readonly verified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string | null;
}

/** An authenticator of our own making, so that each thing it says can be made wrong: ES256, attestation `none`. */
export class SoftwareAuthenticator {
  readonly #origin: string;
  readonly #key: KeyObject;
  readonly #publicKey: Uint8Array;
  readonly id = randomBytes(32).toString('base64url');
  counter = 0;
  userHandle = '';

  constructor(origin: string) {
    this.#origin = origin;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const { x, y } = publicKey.export({ format: 'jwk' });
    const coordinate = (text: string | undefined) => Uint8Array.from(Buffer.from(text!, 'base64url'));
    // COSE: key type 2 is elliptic, algorithm -7 ES256, curve 1 P-256.
    this.#publicKey = cbor([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]);
  }

  create(asked: PasskeyCreation, deviation: Deviation = {}): NewPasskeyCredential {
    this.userHandle = asked.user.id;
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.#publicKey]);
    const authData = this.#data(asked.rp.id!, FLAG.attested, deviation, attested);
    const attestation = cbor([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', Uint8Array.from(authData)],
    ]);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: this.#clientData('webauthn.create', asked.challenge, deviation).toString('base64url'),
        attestationObject: Buffer.from(attestation).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  get(asked: PasskeyRequest, deviation: Deviation = {}): PasskeyAssertion {
    this.counter = deviation.counter ?? this.counter + 1;
    const clientData = this.#clientData('webauthn.get', asked.challenge, deviation);
    const authenticatorData = this.#data(asked.rpId!, 0, { ...deviation, counter: this.counter }, Buffer.alloc(0));
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, this.#key).toString('base64url'),
        userHandle: deviation.userHandle === undefined ? this.userHandle : deviation.userHandle,
      },
    };
  }

  #clientData(type: string, challenge: string, deviation: Deviation): Buffer {
    const said = { type, challenge: deviation.challenge ?? challenge, origin: deviation.origin ?? this.#origin };
    return Buffer.from(JSON.stringify({ ...said, crossOrigin: false }));
  }

  #data(domain: string, flags: number, { verified = true, counter = 0 }: Deviation, rest: Buffer): Buffer {
    const head = Buffer.alloc(37);
    createHash('sha256').update(domain).digest().copy(head);
    head[32] = flags | FLAG.present | FLAG.backupEligible | FLAG.backedUp | (verified ? FLAG.verified : 0);
    head.writeUInt32BE(counter, 33);
    return Buffer.concat([head, rest]);
  }
}

type Encoded = Parameters<typeof isoCBOR.encode>[0];
const cbor = (entries: [string | number, Encoded][]): Uint8Array => isoCBOR.encode(new Map(entries));
