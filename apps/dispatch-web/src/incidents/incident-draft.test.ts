import { describe, expect, it } from 'vitest';
import { draftTitle, draftWords } from './incident-draft.ts';

describe('the drafted words of an incident', () => {
  it('say what does not work, what is done about it, and when the next word comes', () => {
    expect(draftWords(['Notifications'], 'major_outage', 'investigating', '10:30')).toBe(
      'Notifications does not work. We are looking for the cause. The next word comes by 10:30.',
    );
    expect(draftWords(['Public API', 'Notifications'], 'degraded', 'identified', null)).toBe(
      'Public API and Notifications are slower than usual. We know the cause and are working on it.',
    );
  });

  it('promise no next word once it is over, and nothing that nobody knows', () => {
    expect(draftWords(['Public API'], 'degraded', 'resolved', '10:30')).toBe('Public API works again.');
  });

  it('are empty while no component is named', () => {
    expect(draftWords([], 'degraded', 'investigating', null)).toBe('');
    expect(draftTitle([], 'degraded')).toBe('');
  });

  it('have a title that names what people look for', () => {
    expect(draftTitle(['A', 'B', 'C'], 'partial_outage')).toBe('A, B and C not working for everybody');
  });
});
