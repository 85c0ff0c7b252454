import { generateKeyPairSync } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { DkimKey } from '../dkim.ts';
import type { DomainApiPeer } from './domain-api-stand-ins.ts';
import type { ProviderDomains } from './provider-domains.ts';

export interface ProviderDomainsPeer {
  readonly domains: ProviderDomains;
  readonly peer: DomainApiPeer;
}

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ format: 'pem', type: 'pkcs8' })
  .toString();
export const keyOf = (domain: string, selector = 'rm1'): DkimKey => ({ domain, selector, privateKey });

/** What every way of telling a provider about somebody's domain must do. */
export function describeProviderDomains(
  name: string,
  { wants }: { readonly wants: readonly string[] },
  start: () => Promise<ProviderDomainsPeer>,
): void {
  describe(`the domains of ${name}`, () => {
    const domain = 'mail.rhein.example';
    let started: ProviderDomainsPeer;
    beforeEach(async () => {
      started = await start();
    });
    afterEach(() => started.peer.stop());
    const settle = (budgetSeconds = 5) => started.domains.settle(domain, keyOf(domain), budgetSeconds);
    const publish = (names: readonly string[]) => {
      for (const each of [`rm1._domainkey.${domain}`, ...names]) started.peer.published.add(each);
    };

    test('a new one is made known once, however often it is settled, and says what to add', async () => {
      const first = await settle();
      expect(first.ready).toBe(false);
      expect(first.records.map((record) => `${record.type} ${record.name}`)).toEqual(wants);
      expect(first.records.every(({ right, value }) => !right && value !== '')).toBe(true);
      expect(await settle()).toMatchObject({ ready: false });
      expect(started.peer.known).toEqual([domain]);
    });

    test('it is ready once the provider has seen all it wants, and not on the first half of it', async () => {
      const { records } = await settle();
      const [first, ...others] = [...new Set(records.map((record) => record.name))];
      if (others.length > 0) {
        publish([first!]);
        await settle();
        const half = await settle();
        expect(half.ready).toBe(false);
        expect(half.records.some(({ right }) => right)).toBe(true);
        expect(half.records.some(({ right }) => !right)).toBe(true);
      }
      publish(records.map((record) => record.name));
      await settle();
      const whole = await settle();
      expect(whole).toMatchObject({ ready: true, why: null });
      expect(whole.records.every(({ right }) => right)).toBe(true);
    });

    test('it is no longer once what it wants has gone from the DNS', async () => {
      publish((await settle()).records.map((record) => record.name));
      await settle();
      expect(await settle()).toMatchObject({ ready: true });
      started.peer.published.clear();
      expect(await settle()).toMatchObject({ ready: false });
    });

    test('one that somebody made known by hand is found, also behind a thousand others', async () => {
      started.peer.known.push(...Array.from({ length: 1_000 }, (_, i) => `d${i}.example`), domain);
      expect(await settle()).toMatchObject({ ready: false });
      expect(started.peer.known.filter((each) => each === domain)).toHaveLength(1);
    });

    test('silence, an outage and a key that may not are no verdict, and say so', async () => {
      for (const fault of ['away', 'not_allowed'] as const) {
        started.peer.failNext(fault);
        expect(await settle()).toMatchObject({
          ready: null,
          records: [],
          why: expect.stringMatching(/could not be asked/),
        });
      }
      started.peer.answerAfter(2_000);
      expect(await settle(0.05)).toMatchObject({ ready: null, why: expect.stringMatching(/did not answer/) });
    });
  });
}
