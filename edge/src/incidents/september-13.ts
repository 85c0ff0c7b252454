import type { IncidentState } from '@roundsman/delivery-rules';
import type { Store } from '../store/index.ts';

/**
 * The incident this program exists for, as a labelled example from history: facts and times of a last-mile platform's
 * public report of 13 September 2023, in our words. It counts in no figure of the installation.
 */

const incidentId = '018a8e44-fb00-7d13-8f00-202309130001';
const at = (time: string) => Date.parse(`2023-09-13T${time}:00Z`);

const affected = [
  'dispatch-web',
  'customer-tracker',
  'public-api',
  'operator-api',
  'itinerary-optimiser',
  'notifications',
  'outbound-email',
  'outbound-sms',
];

const timeline: readonly { time: string; state: IncidentState; message: string }[] = [
  {
    time: '11:20',
    state: 'investigating',
    message:
      'Customers begin to see slow answers and lost connections in the web and mobile apps. Nothing is published yet.',
  },
  {
    time: '13:00',
    state: 'investigating',
    message: 'An internal investigation starts, 1 hour 40 minutes after the first symptoms.',
  },
  {
    time: '14:59',
    state: 'investigating',
    message: 'The first public words, 3 hours 39 minutes after the first symptoms.',
  },
  {
    time: '17:28',
    state: 'monitoring',
    message: 'Service is restored, 6 hours 8 minutes after the first symptoms, and watched.',
  },
  { time: '19:00', state: 'resolved', message: 'The incident is closed.' },
];

const postMortem = `Cause: a faulty device at the cloud provider’s edge kept transmitting from the edge sites. That made congestion, and packets were lost on the way. The servers behind it were healthy and saw nothing: connections opened, small health checks passed, and people suffered. The provider routed traffic around the device.

Affected: web applications (Dispatch Web Platform, Customer Tracker), APIs (Public API, Operator API) and services (Routing and Itinerary Optimization, Notifications, Outbound Email Service, Outbound SMS Service).

Promised afterwards: traffic monitoring that detects anomalies, redundancy and failover.`;

/** Puts it into the history; again, it changes nothing. */
export function loadSeptember13(store: Store): void {
  store.transact(() => {
    const { changes } = store.db
      .prepare(
        `INSERT OR IGNORE INTO incidents
           (id, title, state, example, started_ms, resolved_ms, post_mortem, post_mortem_ms, created_ms)
         VALUES (?, ?, 'resolved', 1, ?, ?, ?, ?, ?)`,
      )
      .run(
        incidentId,
        'Slow answers and lost connections in web and mobile apps',
        at('11:20'),
        at('19:00'),
        postMortem,
        // The report says "the next day", no hour.
        Date.parse('2023-09-14T00:00:00Z'),
        at('11:20'),
      );
    if (changes === 0) return;
    const insertComponent = store.db.prepare(
      `INSERT INTO incident_components (incident_id, component_id, impact, from_ms, to_ms) VALUES (?, ?, 'degraded', ?, ?)`,
    );
    for (const componentId of affected) insertComponent.run(incidentId, componentId, at('11:20'), at('17:28'));
    const insertUpdate = store.db.prepare(
      `INSERT INTO updates (id, about_id, state, message, at_ms, written_by) VALUES (?, ?, ?, ?, ?, 'sample')`,
    );
    for (const [index, { time, state, message }] of timeline.entries()) {
      const id = `018a8e44-fb00-7d13-8f01-20230913000${index + 1}`;
      insertUpdate.run(id, incidentId, state, message, at(time));
    }
  });
}
