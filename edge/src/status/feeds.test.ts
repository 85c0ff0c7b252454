import type { StatusDocument } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { badge } from './badge.ts';
import { feedFiles } from './feeds.ts';

const component = (id: string, name: string) => ({
  id,
  name,
  state: 'operational' as const,
  since: null,
  detail: null,
  uptime: null,
  days: [],
});
const document = {
  version: 1,
  generatedAt: '2026-11-23T09:00:00.000Z',
  staleAfterSeconds: 60,
  page: { name: 'Rhine & Sons', url: 'https://status.example.com' },
  overall: { state: 'degraded', sentence: 'x' },
  firstDay: '2026-08-26',
  groups: [
    {
      id: 'apis',
      name: 'APIs',
      components: [component('public-api', 'Public API'), component('operator-api', 'Operator API')],
    },
  ],
  openIncidents: [
    {
      id: '0193f0f0-0000-7000-8000-000000000001',
      title: 'Slow <answers>',
      state: 'investigating',
      example: false,
      startedAt: '2026-11-23T08:58:00.000Z',
      resolvedAt: null,
      nextUpdateAt: null,
      affected: [{ componentId: 'public-api', impact: 'degraded' }],
      updates: [
        {
          id: '0193f0f0-0000-7000-8000-000000000002',
          state: 'investigating',
          message: 'We look & see.',
          at: '2026-11-23T08:59:00.000Z',
          nextUpdateAt: null,
        },
      ],
      postMortem: null,
    },
  ],
  maintenances: [],
  history: [],
  pastMaintenances: [],
} satisfies StatusDocument;

describe('feeds', () => {
  const files = new Map(feedFiles(document));

  it('tell everything, and per component what touches it, as Atom and RSS', () => {
    expect([...files.keys()]).toEqual([
      'feed.atom',
      'feed.rss',
      'components/public-api.atom',
      'components/public-api.rss',
      'components/operator-api.atom',
      'components/operator-api.rss',
    ]);
    const told = [...files].filter(([, text]) => text.includes('We look &#38; see.')).map(([path]) => path);
    expect(told).toEqual(['feed.atom', 'feed.rss', 'components/public-api.atom', 'components/public-api.rss']);
  });

  it('are well-formed whatever people write, with dates as each kind wants them', () => {
    expect(files.get('feed.rss')).toContain('<title>Slow &#60;answers&#62;: investigating</title>');
    expect(files.get('feed.rss')).toContain('<pubDate>Mon, 23 Nov 2026 08:59:00 GMT</pubDate>');
    expect(files.get('feed.atom')).toContain('<updated>2026-11-23T08:59:00.000Z</updated>');
    for (const text of files.values()) expect(text).not.toMatch(/&(?!#\d+;)/);
  });
});

describe('a badge', () => {
  it('says name and state in words, for eyes and for screen readers', () => {
    const picture = badge('R & S', 'partial_outage');
    expect(picture).toContain('aria-label="R &#38; S: partial outage"');
    expect(picture).toContain('>partial outage</text>');
  });
});
