import type { Model } from '../model/model.ts';

/** The first unused route of each class, found without looking through all of them each time. */
export function createUnusedRoutes(model: Model, stops: Int32Array) {
  const { routeCount, routeClass, classCount } = model;
  const byClass = Int32Array.from({ length: routeCount }, (_, route) => route).sort(
    (a, b) => routeClass[a]! - routeClass[b]! || a - b,
  );
  const placeInClass = new Int32Array(routeCount);
  for (const [at, route] of byClass.entries()) placeInClass[route] = at;
  const classFirst = new Int32Array(classCount + 1);
  for (const each of routeClass) classFirst[each + 1]!++;
  for (let each = 0; each < classCount; each++) classFirst[each + 1]! += classFirst[each]!;
  /** No unused route of the class stands before this place. */
  const hint = classFirst.slice(0, classCount);

  /** −1 when all of the class are in use. */
  function unusedRoute(ofClass: number): number {
    let at = hint[ofClass]!;
    const end = classFirst[ofClass + 1]!;
    while (at < end && stops[byClass[at]!]! > 0) at++;
    hint[ofClass] = at;
    return at < end ? byClass[at]! : -1;
  }

  /** Must be called when a route has lost its last stop. */
  function noteUnused(route: number): void {
    const ofClass = routeClass[route]!;
    if (placeInClass[route]! < hint[ofClass]!) hint[ofClass] = placeInClass[route]!;
  }

  return { unusedRoute, noteUnused };
}
