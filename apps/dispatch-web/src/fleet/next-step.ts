interface FleetCounts {
  readonly locations: number;
  readonly vehicles: number;
  readonly operators: number;
}

export type FleetStep = keyof FleetCounts;

/** What an organisation sets up next, in the order that works: a vehicle starts from a place, and people ride on it. null: all is there. */
export function nextFleetStep(counts: FleetCounts): FleetStep | null {
  const order: FleetStep[] = ['locations', 'vehicles', 'operators'];
  return order.find((step) => counts[step] === 0) ?? null;
}
