import type { LonLat } from '@roundsman/units';
import { RoadError } from '../../road-error.ts';
import { type BlockOutcome, cutIntoBlocks, type MatrixPart, workThroughBlocks } from '../matrix-blocks.ts';
import type { RoadProfile, TravelMatrix } from '../travel-times.ts';
import { costing } from './costing.ts';
import { askOrNoWay, isTooLarge, type ValhallaActor } from './valhalla-actor.ts';
import type { ValhallaActors } from './valhalla-travel-times.ts';

type MatrixReply = { sources_to_targets: { durations: (number | null)[][]; distances: (number | null)[][] } };
type LocateReply = readonly { edges: readonly unknown[] | null }[];

interface Question {
  readonly actors: ValhallaActors;
  readonly answer: TravelMatrix;
  readonly from: readonly LonLat[];
  readonly to: readonly LonLat[];
  readonly profile: RoadProfile;
}

/** Every pair; −1 where there is no way. One place without a road makes Valhalla refuse a whole block: those are sorted out then. */
export async function valhallaMatrix(
  actors: ValhallaActors,
  from: readonly LonLat[],
  to: readonly LonLat[],
  profile: RoadProfile,
): Promise<TravelMatrix> {
  const answer: TravelMatrix = {
    rows: from.length,
    columns: to.length,
    seconds: new Int32Array(from.length * to.length).fill(-1),
    meters: new Int32Array(from.length * to.length).fill(-1),
  };
  const question: Question = { actors, answer, from, to, profile };
  if (answer.seconds.length === 0) return answer;
  const everything = { rows: [...from.keys()], columns: [...to.keys()] };
  if (!(await ask(actors.fast, question, everything))) {
    const withRoads = { rows: await nearRoads(question, from), columns: await nearRoads(question, to) };
    await ask(actors.fast, question, withRoads);
  }
  if (actors.thorough && answer.seconds.includes(-1)) {
    await ask([actors.thorough], question, await openPart(question));
  }
  return answer;
}

/** Fills the part's pairs that are still open, in blocks shared out among the actors; false when one of its places has no road near. */
async function ask(workers: readonly ValhallaActor[], question: Question, part: MatrixPart): Promise<boolean> {
  if (part.columns.length === 0) return true;
  let tooLarge = false;
  const whole = await workThroughBlocks(
    cutIntoBlocks(part, question.actors.limits, workers.length),
    workers,
    async (actor, block): Promise<BlockOutcome> => {
      try {
        return (await askBlock(actor, question, block)) ? 'done' : 'stop';
      } catch (fault) {
        if (!isTooLarge(fault)) throw fault;
        tooLarge = block.rows.length * block.columns.length === 1;
        return 'too_large';
      }
    },
  );
  if (tooLarge) {
    throw new RoadError({
      code: 'too_large',
      message: 'Valhalla refuses even a single pair of these places: they lie further apart than its limits allow.',
      remedy: "Raise service_limits (max_matrix_distance) in Valhalla's configuration.",
    });
  }
  return whole;
}

async function askBlock(actor: ValhallaActor, question: Question, { rows, columns }: MatrixPart): Promise<boolean> {
  const { answer, from, to, profile } = question;
  const query = {
    ...costing(profile),
    sources: rows.map((row) => from[row]!),
    targets: columns.map((column) => to[column]!),
    verbose: false,
  };
  const reply = await askOrNoWay(() => actor.matrix(JSON.stringify(query)));
  if (!reply) return false;
  const { durations, distances } = readMatrix(reply, rows.length, columns.length);
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const pair = row * answer.columns + column;
      const seconds = durations[i]![j] ?? null;
      const kilometers = distances[i]![j] ?? null;
      if (answer.seconds[pair] !== -1 || seconds === null || kilometers === null) return;
      answer.seconds[pair] = Math.round(seconds);
      answer.meters[pair] = Math.round(kilometers * 1000);
    });
  });
  return true;
}

function readMatrix(reply: string, rows: number, columns: number): MatrixReply['sources_to_targets'] {
  const { sources_to_targets: matrix } = JSON.parse(reply) as Partial<MatrixReply>;
  const fits = (lines: unknown) =>
    Array.isArray(lines) &&
    lines.length === rows &&
    lines.every((line) => Array.isArray(line) && line.length === columns);
  if (matrix && fits(matrix.durations) && fits(matrix.distances)) return matrix;
  throw new RoadError({
    code: 'provider_failed',
    message: `Valhalla's answer is not a matrix of ${rows} × ${columns}.`,
    remedy: 'The service must speak the API of Valhalla 3.5 or later (sources_to_targets with verbose: false).',
  });
}

/** The rows and columns, near a road, that still hold an open pair. */
async function openPart(question: Question): Promise<MatrixPart> {
  const { answer, from, to } = question;
  const open = (row: number, column: number) => answer.seconds[row * answer.columns + column] === -1;
  const rowsNearRoads = await nearRoads(question, from);
  const columnsNearRoads = await nearRoads(question, to);
  const rows = rowsNearRoads.filter((row) => columnsNearRoads.some((column) => open(row, column)));
  return { rows, columns: columnsNearRoads.filter((column) => rows.some((row) => open(row, column))) };
}

/** The indices of the points that have a road near. */
async function nearRoads({ actors, profile }: Question, points: readonly LonLat[]): Promise<number[]> {
  const near: number[] = [];
  const most = actors.limits.places;
  for (let first = 0; first < points.length; first += most) {
    const locations = points.slice(first, first + most);
    const reply = await actors.fast[0].locate(JSON.stringify({ ...costing(profile), locations }));
    (JSON.parse(reply) as LocateReply).forEach(({ edges }, at) => {
      if (edges && edges.length > 0) near.push(first + at);
    });
  }
  return near;
}
