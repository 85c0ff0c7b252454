import type { DeviceSession as DeviceAnswer } from '@roundsman/api-contract';
import type { Client } from '../client.ts';
import { type ClientClock, systemClock } from '../clock.ts';
import { operatorEndpoints } from '../endpoints.generated.ts';
import { RefusedError } from '../errors.ts';
import type { Session } from './session.ts';
import { keepToken } from './token-keeper.ts';

/** What a paired device keeps between starts. */
export interface StoredPairing {
  readonly renewalKey: string;
  /** The key before it: the platform takes this one when a copy of its renewal, late on a bad line, overtook the answer. */
  readonly previousRenewalKey?: string;
  readonly deviceId: string;
  readonly operator: { readonly id: string; readonly name: string };
  readonly organisation: DeviceAnswer['organisation'];
}

/** Where the renewal key is kept: IndexedDB in the app, a map in the simulator. */
export interface PairingStorage {
  load(): Promise<StoredPairing | null>;
  save(pairing: StoredPairing | null): Promise<void>;
}

export interface DeviceSession extends Session {
  /** Tried once: a pairing code is good for one use. Throws RefusedError `pairing_code_unknown` or `pairing_code_expired`. */
  pair(code: string, deviceName: string): Promise<StoredPairing>;
  pairing(): Promise<StoredPairing | null>;
  /** Forget the pairing on this device. */
  unpair(): Promise<void>;
  /** The platform no longer knows this device: it has to be paired again. What waits to be sent stays. */
  onRevoked(listener: () => void): () => void;
}

/**
 * The session of a paired device. Its key is taken by every edge, so it is renewed over whichever of `door` brings it: calls are made by
 * `door.as(session)`, and what either learns of the edges, the other knows.
 */
export function deviceSession(options: {
  readonly door: Client;
  readonly storage: PairingStorage;
  readonly clock?: ClientClock;
}): DeviceSession {
  const { door, storage } = options;
  const listeners = new Set<() => void>();

  const store = async (answer: DeviceAnswer, previousRenewalKey?: string): Promise<StoredPairing> => {
    const { renewalKey, deviceId, operator, organisation } = answer;
    const pairing = { renewalKey, deviceId, operator, organisation, ...(previousRenewalKey && { previousRenewalKey }) };
    await storage.save(pairing);
    return pairing;
  };
  /** Where two copies arrived (a hedge, a repeat) we may hold the key of the earlier one; the key that both were made with brings us back. */
  const renewWith = async (renewalKey: string): Promise<DeviceAnswer | null> => {
    const answer = await door.call(operatorEndpoints.renew, { body: { renewalKey } });
    // Somebody unpaired the device meanwhile.
    if ((await storage.load())?.deviceId !== answer.deviceId) return null;
    // The old key stays good until the new one is used, so a crash between the two lines loses nothing.
    await store(answer, renewalKey);
    return answer;
  };
  const renew = async (): Promise<DeviceAnswer | null> => {
    const pairing = await storage.load();
    if (!pairing) return null;
    const { renewalKey, previousRenewalKey } = pairing;
    for (const key of previousRenewalKey ? [renewalKey, previousRenewalKey] : [renewalKey]) {
      try {
        return await renewWith(key);
      } catch (error) {
        if (!(error instanceof RefusedError) || error.mayPass) throw error;
      }
    }
    for (const listener of listeners) listener();
    return null;
  };
  const keeper = keepToken(renew, options.clock ?? systemClock);

  return {
    pair: async (code, deviceName) => {
      const answer = await door.call(operatorEndpoints.pair, { body: { code, deviceName }, attempts: 1 });
      keeper.keep(answer);
      return store(answer);
    },
    pairing: () => storage.load(),
    unpair: async () => {
      keeper.keep(null);
      await storage.save(null);
    },
    onRevoked: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    authorization: async () => {
      const answer = await keeper.fresh();
      return answer && `Bearer ${answer.token}`;
    },
    refused: async (authorization) => {
      keeper.drop(authorization.slice('Bearer '.length));
      return (await keeper.fresh()) !== null;
    },
  };
}
