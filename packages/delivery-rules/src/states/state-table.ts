/** Who moves a thing: people at the desk (members, merchants, customers), a crew's device, the planner, or time and the platform itself. */
export const STATE_ACTORS = ['desk', 'device', 'planner', 'clock'] as const;
export type StateActor = (typeof STATE_ACTORS)[number];

/** Where an event leads. An object narrows the event's usual actors for this one cell. */
export type Cell<State extends string> = State | 'refused' | { readonly to: State; readonly by: readonly StateActor[] };

export interface EventColumn {
  readonly by: readonly StateActor[];
  /** Completes the sentence "It cannot …". */
  readonly verb: string;
}

/** A state machine as data, complete by type: a state or event without a cell does not compile. */
export interface StateTable<State extends string, Event extends string> {
  readonly thing: string;
  readonly events: Readonly<Record<Event, EventColumn>>;
  readonly cells: Readonly<Record<State, Readonly<Record<Event, Cell<State>>>>>;
}

export type Transition<State extends string, Event extends string> =
  | { readonly allowed: true; readonly from: State; readonly to: State }
  | {
      readonly allowed: false;
      readonly from: State;
      readonly event: Event;
      /** The states the event may start from for this actor; empty when the actor may never do it. */
      readonly possibleFrom: readonly State[];
      readonly code: 'wrong_state' | 'wrong_actor';
      readonly why: string;
    };

/** The one question every door asks. A refusal says from, what was asked and why; it never throws. */
export function transition<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  event: Event,
  actor: StateActor,
): Transition<State, Event> {
  const to = targetOf(table, from, event, actor);
  if (to !== undefined) return { allowed: true, from, to };
  const states = Object.keys(table.cells) as State[];
  const possibleFrom = states.filter((state) => targetOf(table, state, event, actor) !== undefined);
  const anyoneMay = table.cells[from][event] !== 'refused';
  return {
    allowed: false,
    from,
    event,
    possibleFrom,
    code: anyoneMay || possibleFrom.length === 0 ? 'wrong_actor' : 'wrong_state',
    why: refusalWords(table, from, event, actor, possibleFrom, anyoneMay),
  };
}

/** Events this actor may raise in this state: what buttons to draw. */
export function eventsFrom<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  actor: StateActor,
): Event[] {
  const events = Object.keys(table.events) as Event[];
  return events.filter((event) => targetOf(table, from, event, actor) !== undefined);
}

/** The table as a Mermaid state diagram, for the documentation. */
export function printDiagram<State extends string, Event extends string>(table: StateTable<State, Event>): string {
  const lines = ['stateDiagram-v2'];
  for (const from of Object.keys(table.cells) as State[]) {
    for (const event of Object.keys(table.events) as Event[]) {
      const cell: Cell<State> = table.cells[from][event];
      if (cell === 'refused') continue;
      const { to, by } = typeof cell === 'object' ? cell : { to: cell, by: table.events[event].by };
      lines.push(`  ${from} --> ${to}: ${event} (${by.join(', ')})`);
    }
  }
  return lines.join('\n');
}

function targetOf<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  event: Event,
  actor: StateActor,
): State | undefined {
  const cell: Cell<State> = table.cells[from][event];
  if (cell === 'refused') return undefined;
  if (typeof cell === 'object') return cell.by.includes(actor) ? cell.to : undefined;
  return table.events[event].by.includes(actor) ? (cell as State) : undefined;
}

function refusalWords<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  from: State,
  event: Event,
  actor: StateActor,
  possibleFrom: readonly State[],
  anyoneMay: boolean,
): string {
  const words = `A ${table.thing} that is ${spoken(from)} cannot ${table.events[event].verb}`;
  if (anyoneMay) return `${words} by the ${actor}.`;
  if (possibleFrom.length === 0) return `${words}: the ${actor} never does that.`;
  return `${words}; it can when it is ${possibleFrom.map(spoken).join(' or ')}.`;
}

const spoken = (state: string) => state.replaceAll('_', ' ');
