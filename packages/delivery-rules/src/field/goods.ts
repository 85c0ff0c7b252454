import { type ActionQuantities, goodsMove } from '../job/quantities.ts';
import type { CustodyKind } from '../vocabulary/jobs.ts';
import {
  type CommandResult,
  type CrewAction,
  type CrewChange,
  type CrewCommand,
  type CrewDay,
  parked,
  withChanges,
} from './crew-day.ts';

type GoodsChange = Extract<CrewChange, { thing: 'goods' }>;

/** `load`: the whole line goes on board. Said without a line it is a note of the load check and changes nothing. */
export function load(day: CrewDay, { actionId }: CrewCommand): CommandResult {
  if (!actionId) return changed(day, []);
  const action = day.stops.flatMap(({ job }) => job?.actions ?? []).find(({ id }) => id === actionId);
  if (!action) return parked('action_unknown', 'What was loaded is for no stop of this itinerary.');
  if (action.state !== 'undetermined' || quantityAboard(day, actionId) === action.quantity) return changed(day, []);
  return changed(day, [moved(actionId, [['loaded', action.quantity]], action.quantity)]);
}

/** `drop_off`: what is on board is handed in at the depot, one line of it or all. */
export function dropOff(day: CrewDay, { actionId }: CrewCommand): CommandResult {
  const handedIn = day.aboard.filter((goods) => !actionId || goods.actionId === actionId);
  return changed(
    day,
    handedIn.map((goods) => moved(goods.actionId, [['returned', goods.quantity]], 0)),
  );
}

/** What a settled line did to the goods: handed over, still on board, collected, or never found. Null for lines that move none. */
export function settledGoods(action: CrewAction, quantities: ActionQuantities): GoodsChange | null {
  const { completed, refused, damaged, missing } = quantities;
  switch (goodsMove[action.kind]) {
    case 'none':
      return null;
    case 'from_customer':
      return moved(action.id, [['collected', completed]], completed);
    case 'to_customer': {
      const back = refused + damaged;
      const moves: [CustodyKind, number][] = [
        ['handed_over', completed],
        ['short', missing],
        ['loaded', back],
      ];
      return moved(action.id, moves, back);
    }
  }
}

function moved(actionId: string, moves: readonly [CustodyKind, number][], aboard: number): GoodsChange {
  const told = moves.filter(([, quantity]) => quantity > 0).map(([custody, quantity]) => ({ custody, quantity }));
  return { thing: 'goods', actionId, moves: told, aboard };
}

const quantityAboard = (day: CrewDay, actionId: string): number =>
  day.aboard.find((goods) => goods.actionId === actionId)?.quantity ?? 0;

const changed = (day: CrewDay, changes: readonly GoodsChange[]): CommandResult => ({
  outcome: 'applied',
  day: withChanges(day, changes),
  changes,
});
