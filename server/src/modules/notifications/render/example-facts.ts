import type { JobFacts } from '../decide/facts.ts';

const HOUR = 3_600_000;

/** A job that exists nowhere, with everything known that words can speak of: for trying words out before there is a real one. */
export function exampleFacts(now: Date, timeZone: string): JobFacts {
  const startsAt = new Date(Math.floor(now.getTime() / HOUR) * HOUR);
  const arrivalAt = new Date(now.getTime() + 0.45 * HOUR);
  return {
    jobId: '00000000-0000-7000-8000-000000000000',
    code: 'J-7K2M9Q',
    state: 'on_route',
    branchId: '',
    customerId: null,
    merchantId: '',
    merchant: { name: 'Rhein Möbel AG', email: null, phone: null },
    tags: [],
    contacts: [{ id: '', name: 'Zoë Büchel', email: null, phone: null, locale: null }],
    sender: { name: 'Rhein Möbel AG', accentColour: null, phone: '+423 234 56 78', logo: null },
    timeZone,
    organisationLocale: 'en',
    place: 'Äulestrasse 12, 9490 Vaduz',
    kind: 'delivery',
    kinds: ['delivery'],
    locationIds: [],
    items: [
      { description: 'Sofa “Malbun”, grey', quantity: 1 },
      { description: 'Cushion', quantity: 4 },
    ],
    promise: { id: '', number: 1, startsAt, endsAt: new Date(startsAt.getTime() + 2 * HOUR) },
    eta: {
      arrivalAt,
      earliestAt: new Date(arrivalAt.getTime() - 0.1 * HOUR),
      latestAt: new Date(arrivalAt.getTime() + 0.2 * HOUR),
    },
    outcome: {
      number: 1,
      outcome: 'incomplete',
      reason: {
        en: 'Nobody was at home.',
        de: 'Niemand war zu Hause.',
        fr: 'Il n’y avait personne.',
        es: 'No había nadie en casa.',
      },
    },
  };
}
