import type { ComponentState, StatusIncident } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { overall } from './status-document.ts';

const components = (...states: ComponentState[]) => states.map((state, at) => ({ state, name: `Part ${at + 1}` }));
const open = [{ title: 'Lists load slowly' } as StatusIncident];

describe('the sentence on top', () => {
  it('names what is worst, and counts when there are many', () => {
    expect(overall(components('operational', 'operational'), []).sentence).toBe('Everything works');
    expect(overall(components('degraded', 'major_outage', 'operational'), []).sentence).toBe('Part 2 does not work');
    expect(overall(components('partial_outage', 'partial_outage', 'unknown'), []).sentence).toBe(
      'Part 1 and Part 2 work only in part',
    );
    expect(overall(components('degraded', 'degraded', 'degraded', 'operational'), []).sentence).toBe(
      '3 components are slower or less reliable than usual',
    );
    expect(overall(components('major_outage', 'major_outage'), []).sentence).toBe('Nothing works right now');
  });

  it('is not that everything works while an incident is open or something is unknown', () => {
    expect(overall(components('operational'), open)).toEqual({
      state: 'incident',
      sentence: 'Open: Lists load slowly',
    });
    expect(overall(components('operational', 'unknown'), [])).toEqual({
      state: 'unknown',
      sentence: 'Nothing is known of Part 2 right now',
    });
  });
});
