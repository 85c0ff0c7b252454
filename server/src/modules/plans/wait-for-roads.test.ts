import { expect, it } from 'vitest';
import { Problem } from '../../platform/index.ts';
import { waitForRoads } from './wait-for-roads.ts';

const down = () => new Problem({ status: 503, code: 'roads_unavailable', title: 'The roads do not answer right now' });

it('asks again while the roads are down, says so each time, and gives the answer', async () => {
  let [asked, said] = [0, 0];
  const ask = async () => {
    if (++asked < 4) throw down();
    return 'a matrix';
  };
  const waiting = async () => {
    said++;
    return false;
  };
  expect(await waitForRoads(ask, waiting, 0)).toBe('a matrix');
  expect([asked, said]).toEqual([4, 3]);
});

it('ends when nobody wants it any more, after its time, and at once for any other fault', async () => {
  const never = async () => {
    throw down();
  };
  await expect(waitForRoads(never, async () => true, 0)).rejects.toMatchObject({ code: 'roads_unavailable' });
  let said = 0;
  const patient = async () => ++said < 0;
  await expect(waitForRoads(never, patient, 0)).rejects.toMatchObject({ code: 'roads_unavailable' });
  expect(said).toBe(59);
  const broken = async () => {
    throw new TypeError('oops');
  };
  await expect(waitForRoads(broken, patient, 0)).rejects.toBeInstanceOf(TypeError);
});
