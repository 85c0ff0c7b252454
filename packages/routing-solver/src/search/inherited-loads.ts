import type { Model } from '../model/model.ts';

/**
 * What a locked start has on board beyond the capacity, at `route · dimensions + dimension`: where load only adds up all that is locked is on
 * board at once.
 */
export function inheritedLoads({ routeCount, dimensions, overloaded, locked, amount, capacity }: Model): Int32Array {
  return Int32Array.from({ length: routeCount * dimensions }, (_, at) => {
    const route = Math.floor(at / dimensions);
    if (overloaded[route] === 0) return 0;
    const sum = locked[route]!.reduce((all, node) => all + amount[node * dimensions + (at % dimensions)]!, 0);
    return Math.max(0, sum - capacity[at]!);
  });
}
