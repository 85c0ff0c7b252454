import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffFeatures, type MapFeature, type MapFeatures } from './diff-features.ts';

const feature = (id: string, lon = 0): MapFeature => ({
  type: 'Feature',
  properties: { id, lon },
  geometry: { type: 'Point', coordinates: [lon, 0] },
});
const collection = (features: MapFeature[]): MapFeatures => ({ type: 'FeatureCollection', features });

describe('diffFeatures', () => {
  it('finds nothing to do between collections of the same feature objects', () => {
    const features = [feature('a'), feature('b')];
    expect(diffFeatures(collection(features), collection([...features]))).toBe('none');
  });

  it('redraws everything when only the order changed', () => {
    const features = [feature('a'), feature('b')];
    expect(diffFeatures(collection(features), collection(features.toReversed()))).toBe('all');
  });

  it('redraws everything when an id stands twice', () => {
    expect(diffFeatures(collection([feature('a')]), collection([feature('a'), feature('a', 1)]))).toBe('all');
  });

  it('turns the old collection into the new one, whatever changed', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-j]$/), { maxLength: 10 });
    fc.assert(
      fc.property(ids, ids, fc.func(fc.boolean()), (before, after, moves) => {
        const old = collection(before.map((id) => feature(id)));
        const kept = new Map(old.features.map((one) => [one.properties.id, one]));
        const young = collection(after.map((id) => (kept.has(id) && !moves(id) ? kept.get(id)! : feature(id, 7))));
        const change = diffFeatures(old, young);
        if (change === 'all') return;
        const shown = new Map(kept);
        if (change !== 'none') {
          for (const id of change.remove ?? []) shown.delete(String(id));
          for (const one of change.add ?? []) shown.set(String(one.properties?.id), one as MapFeature);
        }
        expect(shown).toEqual(new Map(young.features.map((one) => [one.properties.id, one])));
      }),
    );
  });
});
