import type { Job, Problem, TimeWindow } from '../problem.ts';
import { NEVER, NodeKind, type Nodes } from './model.ts';

interface ServiceProfile {
  readonly type: string;
  readonly factor: number;
}

/** Vehicles whose service times are alike share a profile. */
export function serviceProfiles(problem: Problem): { profiles: ServiceProfile[]; ofVehicle: number[] } {
  const profiles: ServiceProfile[] = [];
  const byType = problem.jobs.some((job) => job.serviceFactorByVehicleType);
  const ofVehicle = problem.vehicles.map((vehicle) => {
    const type = byType ? (vehicle.type ?? '') : '';
    const factor = vehicle.serviceTimeFactor ?? 1;
    const found = profiles.findIndex((profile) => profile.type === type && profile.factor === factor);
    return found >= 0 ? found : profiles.push({ type, factor }) - 1;
  });
  return { profiles, ofVehicle };
}

/** Lays out the nodes: stops of jobs, reloads, starts, ends, nowhere. */
export function compileNodes(problem: Problem, epochSeconds: number, openPlace: number): Nodes {
  const { jobs, vehicles, places } = problem;
  const dimensions = problem.capacityDimensions?.length ?? 0;
  const { profiles } = serviceProfiles(problem);
  const routes = vehicles.flatMap((vehicle) => vehicle.shifts.map((shift) => ({ vehicle, shift })));
  const jobNodes = jobs.reduce((sum, job) => sum + (job.kind === 'shipment' ? 2 : 1), 0);
  const reloadNodes = routes.reduce((sum, { vehicle }) => sum + (vehicle.reload?.maxReloads ?? 0), 0);
  const firstReload = jobNodes;
  const firstStart = firstReload + reloadNodes;
  const firstEnd = firstStart + routes.length;
  const nowhere = firstEnd + routes.length;
  const nodeCount = nowhere + 1;

  const kind = new Uint8Array(nodeCount);
  const place = new Int32Array(nodeCount);
  const job = new Int32Array(nodeCount).fill(-1);
  const firstNode = new Int32Array(jobs.length);
  const partner = new Int32Array(nodeCount).fill(-1);
  const opens = new Int32Array(nodeCount);
  const closes = new Int32Array(nodeCount).fill(NEVER);
  const gapFirst = new Int32Array(nodeCount + 1);
  const gaps: number[] = [];
  const service = new Int32Array(nodeCount * Math.max(1, profiles.length));
  const amount = new Int32Array(nodeCount * dimensions);
  const exchanges = jobs.some((each) => each.collectedAmounts?.some((quantity) => quantity > 0));
  const collected = new Int32Array(exchanges ? nodeCount * dimensions : 0);
  const release = new Int32Array(nodeCount);
  const promised = new Int32Array(nodeCount).fill(NEVER);
  const row = (placeIndex: number) => places[placeIndex]!.matrixIndex;
  const fromEpoch = (seconds: number) => Math.max(0, Math.min(NEVER, seconds - epochSeconds));
  /** What closed before the first shift is −1: missed by everybody. */
  const closing = (seconds: number) => (seconds < epochSeconds ? -1 : fromEpoch(seconds));

  const setWindows = (node: number, windows: readonly TimeWindow[] | undefined) => {
    const sorted = [...(windows ?? [])].sort((a, b) => a.startSeconds - b.startSeconds);
    if (sorted.length === 0) return;
    opens[node] = fromEpoch(sorted[0]!.startSeconds);
    let end = closing(sorted[0]!.endSeconds);
    for (const window of sorted.slice(1)) {
      const start = fromEpoch(window.startSeconds);
      if (start > end + 1) gaps.push(end, start);
      end = Math.max(end, closing(window.endSeconds));
    }
    closes[node] = end;
  };
  const setService = (node: number, seconds: number, owner: Job | null) => {
    for (const [profile, { type, factor }] of profiles.entries()) {
      const factors = owner ? (owner.serviceFactorByVehicleType?.[type] ?? 1) * factor : 1;
      service[profile * nodeCount + node] = Math.round(seconds * factors);
    }
  };
  /** Nodes are filled in order, so each node's gaps end where the next one's begin. */
  const close = (node: number) => {
    gapFirst[node + 1] = gaps.length / 2;
  };

  let node = 0;
  for (const [index, each] of jobs.entries()) {
    firstNode[index] = node;
    if (each.kind === 'shipment') {
      const pickup = each.pickup!;
      kind[node] = NodeKind.shipmentPickup;
      place[node] = row(pickup.placeIndex);
      job[node] = index;
      partner[node] = node + 1;
      partner[node + 1] = node;
      setWindows(node, pickup.windows);
      setService(node, pickup.serviceSeconds, each);
      if (each.readySeconds !== undefined) opens[node] = Math.max(opens[node]!, fromEpoch(each.readySeconds));
      for (let d = 0; d < dimensions; d++) amount[node * dimensions + d] = each.amounts?.[d] ?? 0;
      close(node++);
    }
    kind[node] = { delivery: NodeKind.delivery, pickup: NodeKind.pickup, shipment: NodeKind.shipmentDelivery }[
      each.kind
    ];
    place[node] = row(each.placeIndex);
    job[node] = index;
    setWindows(node, each.windows);
    setService(node, each.serviceSeconds, each);
    for (let d = 0; d < dimensions; d++) amount[node * dimensions + d] = each.amounts?.[d] ?? 0;
    if (exchanges)
      for (let d = 0; d < dimensions; d++) collected[node * dimensions + d] = each.collectedAmounts?.[d] ?? 0;
    if (each.kind === 'delivery' && each.readySeconds !== undefined) release[node] = fromEpoch(each.readySeconds);
    if (each.kind === 'pickup' && each.readySeconds !== undefined) {
      opens[node] = Math.max(opens[node]!, fromEpoch(each.readySeconds));
    }
    if (each.promisedSeconds !== undefined) promised[node] = fromEpoch(each.promisedSeconds);
    close(node++);
  }
  for (const { vehicle } of routes) {
    for (let reload = 0; reload < (vehicle.reload?.maxReloads ?? 0); reload++) {
      kind[node] = NodeKind.reload;
      place[node] = row(vehicle.reload!.placeIndex);
      setWindows(node, vehicle.reload!.windows);
      setService(node, vehicle.reload!.serviceSeconds, null);
      close(node++);
    }
  }
  for (const [index, { vehicle, shift }] of routes.entries()) {
    const start = firstStart + index;
    const end = firstEnd + index;
    kind[start] = NodeKind.start;
    kind[end] = NodeKind.end;
    place[start] = row(vehicle.startPlaceIndex);
    place[end] = vehicle.endPlaceIndex === null ? openPlace : row(vehicle.endPlaceIndex ?? vehicle.startPlaceIndex);
    for (const sentinel of [start, end]) {
      opens[sentinel] = fromEpoch(shift.startSeconds);
      closes[sentinel] = fromEpoch(shift.endSeconds);
    }
  }
  place[nowhere] = openPlace;
  gapFirst.fill(gaps.length / 2, node + 1);
  return {
    jobNodes,
    firstReload,
    firstStart,
    firstEnd,
    nowhere,
    nodeCount,
    kind,
    place,
    job,
    firstNode,
    partner,
    opens,
    closes,
    gapFirst,
    gaps: Int32Array.from(gaps),
    service,
    amount,
    collected,
    release,
    promised,
  };
}
