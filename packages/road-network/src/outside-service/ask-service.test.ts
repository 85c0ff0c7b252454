import { afterEach, describe, expect, it } from 'vitest';
import { askService, serviceAt } from './index.ts';
import { openStandIn, type StandIn, type StandInAnswer } from './stand-in.ts';

describe('asking a service outside', () => {
  let standIn: StandIn | undefined;
  afterEach(() => standIn?.close());

  /** Answers one after the other; the last one again and again. */
  async function ask(answers: readonly StandInAnswer[], options: { timeoutMilliseconds?: number } = {}) {
    standIn = await openStandIn(() => answers[Math.min(standIn!.asked.length, answers.length) - 1]!, options);
    return askService(standIn.service, { path: 'question?a=b', body: { a: 1 } });
  }
  const ok: StandInAnswer = { status: 200, body: { well: true } };

  it('gets the answer as JSON', async () => {
    expect(await ask([ok])).toEqual({ status: 200, body: { well: true } });
    expect(standIn!.asked[0]).toMatchObject({ method: 'POST', path: 'question?a=b', body: { a: 1 } });
  });

  it.each([
    ['a fault', { status: 503, body: 'down' }],
    ['too many questions', { status: 429, body: {}, headers: { 'retry-after': '0' } }],
    ['a gateway in between', { status: 502, body: '<html>' }],
  ])('asks again after %s', async (_what, failure) => {
    expect(await ask([failure, failure, ok])).toEqual({ status: 200, body: { well: true } });
    expect(standIn!.asked).toHaveLength(3);
  });

  it('gives up after three tries, and says what was wrong', async () => {
    await expect(ask([{ status: 500, body: {} }])).rejects.toMatchObject({
      code: 'provider_failed',
      message: 'the stand-in answers with status 500.',
    });
    expect(standIn!.asked).toHaveLength(3);
  });

  it('does not wait for ever', async () => {
    const slow = { ...ok, afterMilliseconds: 5_000 };
    await expect(ask([slow], { timeoutMilliseconds: 30 })).rejects.toMatchObject({
      code: 'provider_failed',
      message: expect.stringContaining('within 30 ms'),
    });
  });

  it('does not ask again for what is no JSON', async () => {
    await expect(ask([{ status: 200, body: '<html>hello' }])).rejects.toMatchObject({ code: 'provider_failed' });
    expect(standIn!.asked).toHaveLength(1);
  });

  it('hands on a refusal for the adapter to understand', async () => {
    expect(await ask([{ status: 400, body: { error: 'no' } }])).toEqual({ status: 400, body: { error: 'no' } });
  });

  it('says so when nobody is there', async () => {
    standIn = await openStandIn(() => ok);
    await standIn.close();
    await expect(askService(standIn.service, { path: '' })).rejects.toMatchObject({
      code: 'provider_failed',
      message: 'the stand-in is not reached.',
    });
  });

  it('keeps name and password out of the label and the address', () => {
    const service = serviceAt('OSRM', 'https://me:s%40cret@{profile}.roads.example/osrm');
    expect(service).toEqual({
      label: 'OSRM at {profile}.roads.example',
      url: 'https://{profile}.roads.example/osrm',
      headers: { authorization: `Basic ${Buffer.from('me:s@cret').toString('base64')}` },
    });
  });
});
