import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CutOffs, slotAhead, slotDateClosure } from './slot-rules.ts';

const cutOffs: CutOffs = {
  zone: 'Europe/Vaduz',
  orderIntakeUntil: '16:00',
  planLockAt: null,
  customerChangeUntil: '18:00',
};
/** In March Vaduz is an hour ahead of UTC. */
const at = (text: string) => new Date(`2027-03-${text}:00Z`);

describe('until when a date is offered', () => {
  it('closes to orders and to customers at their own times on the day before', () => {
    const closures = (now: Date) =>
      (['order', 'customer'] as const).map((asker) => slotDateClosure(now, '2027-03-10', cutOffs, asker));
    expect(closures(at('09T15:00'))).toEqual([null, null]);
    expect(closures(at('09T15:01'))).toEqual(['order_intake_over', null]);
    expect(closures(at('09T17:01'))).toEqual(['order_intake_over', 'change_over']);
    expect(closures(at('11T00:00'))).toEqual(['date_in_past', 'date_in_past']);
  });

  it('takes orders for today where the branch names no time, and customers never after theirs', () => {
    const open = { ...cutOffs, orderIntakeUntil: null };
    expect(slotDateClosure(at('10T09:00'), '2027-03-10', open, 'order')).toBeNull();
    expect(slotDateClosure(at('10T09:00'), '2027-03-10', open, 'customer')).toBe('change_over');
  });

  it('closes to everybody when the plan is locked', () => {
    const locked = { ...cutOffs, planLockAt: '12:00' };
    for (const asker of ['order', 'customer'] as const)
      expect(slotDateClosure(at('09T11:30'), '2027-03-10', locked, asker)).toBe('plan_locked');
  });

  it('offers no window that begins before somebody can be there', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 * 60 }), fc.integer({ min: 0, max: 7200 }), (minutes, lead) => {
        const from = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        const now = at('10T09:00');
        const span = slotAhead(now, '2027-03-10', { from, to: '24:30' }, 'Europe/Vaduz', lead);
        const begins = Date.parse('2027-03-09T23:00:00Z') + minutes * 60_000;
        expect(span !== null).toBe(begins >= now.getTime() + lead * 1000);
      }),
    ));
});
