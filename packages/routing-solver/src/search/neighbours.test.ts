import { expect, it } from 'vitest';
import { compileModel } from '../model/compile-model.ts';
import { makeDeliveryDay } from '../testing/delivery-day.ts';
import { findNeighbours } from './neighbours.ts';

it('never says that a place next to a neighbour costs more than two of the known arc, whatever a meter costs', () => {
  const day = makeDeliveryDay({ jobs: 60, vehicles: 3, seed: 1 });
  const vehicles = day.vehicles.map((vehicle, index) => ({ ...vehicle, cost: { perKilometer: 0.37 + 0.1 * index } }));
  const model = compileModel({ ...day, vehicles });
  const { arcs, slot, place, nodeCount, jobNodes, perMeter } = model;
  const least = Math.min(...perMeter);
  const { beside, besideCost, besideCount, width } = findNeighbours(model, 40, 100);
  let looked = 0;
  for (let node = 0; node < jobNodes; node++) {
    for (let entry = node * 2 * width; entry < node * 2 * width + besideCount[node]!; entry++) {
      const other = beside[entry]! % nodeCount;
      const [from, to] = beside[entry]! < nodeCount ? [other, node] : [node, other];
      expect(besideCost[entry]!).toBeLessThanOrEqual(2 * arcs[slot(place[from]!, place[to]!)]! * least);
      looked++;
    }
  }
  expect(looked).toBeGreaterThan(1000);
});
