import { expect, it } from 'vitest';
import { z } from 'zod';
import { allEndpoints, type Endpoint } from './index.ts';

/** Lists without a cursor, and why they need none. */
const BOUNDED: Readonly<Record<string, string>> = {
  'account.sessions': 'where one member is signed in; they run out',
  'addresses.suggest': 'the best few',
  'capacity.list': '14 dates',
  'conflicts.list': 'the newest 200; what is settled needs nobody',
  'device.chat': 'the newest 500 words of a crew',
  'files.attachments': '50 a job',
  'geofences.inside': 'who is in one area now, 5,000 of them at most',
  'geofences.insideAny': 'the 5,000 who are in theirs longest',
  'geofences.list': '200',
  'itineraries.chat': 'the newest 500 words with a crew',
  'itineraries.list': 'of one date, one a vehicle',
  'itineraries.places': '10',
  'itineraries.shapes': 'of one date, one a vehicle',
  'itineraries.unreadChat': 'the newest 500 words of a date',
  'itineraries.track': '5,000 fixes of one itinerary',
  'jobLines.list': '100 a job',
  'jobLinks.list': '20 a job',
  'jobs.chat': 'the newest 500 words with a crew',
  'jobs.history': 'of one job',
  'jobs.proofs': 'of one job',
  'messageDelivery.providers': 'those of the configuration',
  'messageDelivery.senderDomains': 'one a merchant',
  'messageDelivery.usage': 'one row a channel',
  'messages.conversation': '200 told and 200 heard about one job',
  'messageTemplates.list': 'places that there are words for',
  'messages.counts': 'one row a state',
  'notificationRules.list': 'the shipped ones and 200 more',
  'passkeys.list': '20 a member',
  'plans.list': 'of one date',
  'plans.shapes': 'of one plan, one a vehicle',
  'privacy.find': 'the best few: more words find fewer',
  'tracker.slots': '14 dates',
  'webhooks.list': '20',
};

const rowsOf = ({ answer }: Endpoint) => (answer instanceof z.ZodObject ? answer.shape.rows : undefined);
const asks = ({ query }: Endpoint, name: string) => query instanceof z.ZodObject && name in query.shape;

it('gives every list a cursor, or says what bounds it', () => {
  const lists = allEndpoints.filter((endpoint) => endpoint.method === 'GET' && rowsOf(endpoint) instanceof z.ZodArray);
  const paged = lists.filter((endpoint) => ['after', 'limit'].every((name) => asks(endpoint, name)));
  for (const { id, answer } of paged)
    expect([id, Object.keys((answer as z.ZodObject).shape)]).toEqual([id, expect.arrayContaining(['next'])]);
  const without = lists.filter((endpoint) => !paged.includes(endpoint)).map(({ id }) => id);
  expect(without.toSorted()).toEqual(Object.keys(BOUNDED).toSorted());
});
