import type { Model } from '../model/model.ts';

export type Company = ReturnType<typeof createCompany>;

/** Who must or should ride with whom. A question costs as many steps as the job has companions: mostly none, seldom a handful. */
export function createCompany({ rides }: Model, routeOfJob: (job: number) => number) {
  const { companyFirst, companion, isTogether, companyPrice } = rides;

  /** False when one that must not is on the route, or one that must is on another. */
  function allows(route: number, job: number): boolean {
    for (let at = companyFirst[job]!; at < companyFirst[job + 1]!; at++) {
      if (companyPrice[at]! === Number.POSITIVE_INFINITY && isBroken(at, route)) return false;
    }
    return true;
  }

  function price(route: number, job: number): number {
    let sum = 0;
    for (let at = companyFirst[job]!; at < companyFirst[job + 1]!; at++) {
      if (companyPrice[at]! < Number.POSITIVE_INFINITY && isBroken(at, route)) sum += companyPrice[at]!;
    }
    return sum;
  }

  function isBroken(at: number, route: number): boolean {
    const other = routeOfJob(companion[at]!);
    return other >= 0 && (other === route) !== (isTogether[at] === 1);
  }

  return { allows, price };
}
