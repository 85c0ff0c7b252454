import { describe, expect, it } from 'vitest';
import { assemblePolygons, isWhole, polygonHolds } from './assemble-polygons.ts';
import type { Extract, Relation, RelationMember, Way } from './open-street-map.ts';

/** Nodes 0 … 15 on a grid of four by four, one degree apart: node = 4 × lat + lon. */
const nodes = {
  count: 16,
  lons: Float64Array.from({ length: 16 }, (_, node) => node % 4),
  lats: Float64Array.from({ length: 16 }, (_, node) => Math.floor(node / 4)),
  indexOf: (id: number) => id,
};

function extractOf(ways: readonly number[][]): Extract {
  const byId = ways.map((list, id): [number, Way] => [id, { id, tags: {}, nodes: Int32Array.from(list) }]);
  return { bounds: [0, 0, 3, 3], nodes, taggedNodes: [], ways: new Map(byId), relations: [] };
}

const relationOf = (...members: [way: number, role: string][]): Relation => ({
  id: 1,
  tags: { type: 'multipolygon' },
  members: members.map(([id, role]): RelationMember => ({ type: 'way', id, role })),
});

describe('assembling polygons', () => {
  const frame = [0, 1, 2, 3, 7, 11, 15, 14, 13, 12, 8, 4, 0];

  it('joins ways end to end whatever their direction', () => {
    const extract = extractOf([
      [0, 1, 2, 3],
      [15, 11, 7, 3],
      [15, 14, 13, 12],
      [0, 4, 8, 12],
    ]);
    const relation = relationOf([0, 'outer'], [1, 'outer'], [2, ''], [3, 'outer']);
    const [polygon, ...others] = assemblePolygons(extract, relation);
    expect(others).toEqual([]);
    expect(new Set(polygon!.outer)).toEqual(new Set(frame));
    expect(polygon!.outer.at(-1)).toBe(polygon!.outer[0]);
    expect(isWhole(extract, relation)).toBe(true);
  });

  it('gives a hole to the ring around it, and what lies in the hole is outside', () => {
    const extract = extractOf([frame, [5, 6, 10, 9, 5]]);
    const [polygon] = assemblePolygons(extract, relationOf([0, 'outer'], [1, 'inner']));
    expect(polygon!.holes).toHaveLength(1);
    expect(polygonHolds(extract, polygon!, 0.5, 0.5)).toBe(true);
    expect(polygonHolds(extract, polygon!, 1.5, 1.5)).toBe(false);
    expect(polygonHolds(extract, polygon!, 3.5, 1.5)).toBe(false);
  });

  it('leaves out a ring that the edge of the extract cut open', () => {
    const extract = extractOf([
      [0, 1, 2, 3, 7],
      [8, 4, 0],
    ]);
    const relation = relationOf([0, 'outer'], [1, 'outer'], [99, 'outer']);
    expect(assemblePolygons(extract, relation)).toEqual([]);
    expect(isWhole(extract, relation)).toBe(false);
  });

  it('keeps several rings apart', () => {
    const extract = extractOf([
      [0, 1, 5, 4, 0],
      [10, 11, 15, 14, 10],
    ]);
    expect(assemblePolygons(extract, relationOf([0, 'outer'], [1, 'outer']))).toHaveLength(2);
  });
});
