import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openProcessChannel, type ProcessChannel } from '../database/index.ts';
import { newId } from '../ids.ts';
import { silentLog } from '../log/index.ts';
import { openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type LiveFeed, type LiveValue, openPostgresLiveFeed } from './index.ts';

describe('the live feed', () => {
  let test: TestDatabase;
  const channels: ProcessChannel[] = [];
  const feeds: LiveFeed[] = [];

  const openProcess = async () => {
    const channel = await openProcessChannel(test.target, silentLog);
    channels.push(channel);
    const feed = openPostgresLiveFeed(test.pool, channel, silentLog, 20);
    feeds.push(feed);
    return feed;
  };
  const place = (key: string, lon: number): LiveValue => ({ topic: 'position', key, value: { lon } });
  const until = async (holds: () => boolean) => {
    for (let waited = 0; waited < 10_000 && !holds(); waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(holds()).toBe(true);
  };

  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(async () => {
    for (const feed of feeds) await feed.close();
    for (const channel of channels) await channel.close();
    await test.close();
  });

  it('carries the latest value of each key to this and other processes, and to its own organisation alone', async () => {
    const [here, there] = [await openProcess(), await openProcess()];
    const [ours, theirs] = [newId(), newId()];
    const heard: Record<string, LiveValue[]> = { here: [], there: [], stranger: [] };
    here.subscribe(ours, (values) => heard.here!.push(...values));
    there.subscribe(ours, (values) => heard.there!.push(...values));
    there.subscribe(theirs, (values) => heard.stranger!.push(...values));
    for (let step = 0; step <= 50; step++) here.publish(ours, place('a', step));
    here.publish(ours, place('b', 1));
    await until(() => heard.there!.length >= 2);
    expect(heard).toEqual({
      here: [place('a', 50), place('b', 1)],
      there: [place('a', 50), place('b', 1)],
      stranger: [],
    });
    expect(there.snapshot(ours)).toEqual([place('a', 50), place('b', 1)]);
    expect(there.snapshot(theirs)).toEqual([]);
  });

  it('carries more than one notice of PostgreSQL can hold', async () => {
    const [here, there] = [await openProcess(), await openProcess()];
    const organisation = newId();
    let heard = 0;
    there.subscribe(organisation, (values) => {
      heard += values.length;
    });
    for (let at = 0; at < 500; at++) here.publish(organisation, place(`vehicle-${at}`, at));
    await until(() => heard === 500);
  });

  it('tells nothing more to who stopped listening', async () => {
    const feed = await openProcess();
    const organisation = newId();
    let heard = 0;
    const stop = feed.subscribe(organisation, () => {
      heard++;
    });
    stop();
    feed.publish(organisation, place('a', 1));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(heard).toBe(0);
  });
});
