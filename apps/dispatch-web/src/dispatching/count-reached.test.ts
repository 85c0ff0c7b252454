import type { Itinerary, Job } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { countReached } from './count-reached.ts';

const stop = (kind: string, jobId: string | null) => ({ kind, jobId }) as Itinerary['stops'][number];
const itinerary = (stops: Itinerary['stops'], crew: string[]) =>
  ({ stops, crew: crew.map((operatorId) => ({ operatorId, name: operatorId, role: 'driver' })) }) as Itinerary;
const job = (id: string, phone: string | null, email: string | null) =>
  ({ id, contact: { name: id, phone, email, language: null } }) as Job;

describe('whom a dispatch reaches', () => {
  const day = [
    itinerary([stop('pickup', 'j1'), stop('job', 'j1'), stop('break', null), stop('job', 'j2')], ['anna', 'ben']),
    itinerary([stop('job', 'j3')], []),
  ];
  const jobs = [job('j1', '+423 1', null), job('j2', null, 'b@example.org'), job('j3', null, null)];

  it('is every stop’s customer with a phone or an e-mail address, once', () => {
    expect(countReached(day, jobs)).toMatchObject({ stops: 3, customers: 2, silent: 1 });
  });

  it('counts crews and people; an itinerary without a crew reaches none', () => {
    expect(countReached(day, jobs)).toMatchObject({ crews: 1, people: 2 });
  });

  it('names who was asked to confirm and has not; who was never asked owes no answer', () => {
    const asked = { ...jobs[0]!, confirmation: 'asked' } as Job;
    const sure = { ...jobs[1]!, confirmation: 'confirmed' } as Job;
    const never = { ...jobs[2]!, confirmation: 'not_asked' } as Job;
    expect(countReached(day, [asked, sure, never]).unconfirmed).toEqual(['j1']);
    // Where the house takes them off, nobody tells them anything.
    const without = { stops: 2, customers: 1, silent: 1, unconfirmed: ['j1'] };
    expect(countReached(day, [asked, sure, never], true)).toMatchObject(without);
  });
});
