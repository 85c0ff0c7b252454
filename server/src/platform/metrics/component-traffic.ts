import { Counter, type Registry } from 'prom-client';
import { organisationLabels } from './organisation-label.ts';

/** What was asked of a part that has no door of its own, or done by it: what its users would miss. The edge program holds it against its pattern. */
export interface ComponentTraffic {
  /** Whoever does a part's work says so first: its figure then stands at zero until something is done, and silence is told from no word. */
  offer(component: string): void;
  /** `failed`: by our fault. */
  add(component: string, organisationId: string | null, done?: { outcome?: 'ok' | 'failed'; times?: number }): void;
}

export function openComponentTraffic(registers: Registry[]): ComponentTraffic {
  const counter = new Counter({
    name: 'roundsman_component_traffic_total',
    help: 'What parts behind the doors were asked or did: questions to the optimiser, messages decided, messages that providers took',
    labelNames: ['component', 'organisation', 'outcome'],
    registers,
  });
  const labelOf = organisationLabels();
  return {
    offer(component) {
      counter.inc({ component, organisation: 'none', outcome: 'ok' }, 0);
    },
    add(component, organisationId, { outcome = 'ok', times = 1 } = {}) {
      counter.inc({ component, organisation: labelOf(organisationId), outcome }, times);
    },
  };
}
