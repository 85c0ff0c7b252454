import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import type { PDU, Session } from 'smpp';
import smpp from 'smpp';

import type { SmsPeerFault } from './sms-provider-conformance.ts';

export interface ReceivedSms {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly parts: number;
  readonly validityPeriod: string;
}

export interface SmscPeer {
  readonly port: number;
  /** Texts as a phone shows them: parts joined by their headers. */
  received(): readonly ReceivedSms[];
  /** Most submits that were not answered at one time. */
  mostUnderWay(): number;
  binds(): number;
  /** How the sessions that are open now are bound. */
  boundAs(): readonly string[];
  forget(): void;
  failNext(fault: SmsPeerFault, times?: number): void;
  /** Status of the answer the platform gave. */
  deliver(fields: Record<string, unknown>): Promise<number>;
  /** Brings a receipt for each message it takes from now on; none brings none any more. */
  confirm(how: { readonly afterMilliseconds: number; readonly references?: boolean } | null): void;
  /** Told of each segment as it is taken. */
  onSegment(hear: (to: string) => void): void;
  dropSessions(): void;
  /** The sessions that are open stay so, and say nothing more. */
  fallSilent(): void;
  /** As after a restart of its counter. */
  beginIdsAgain(): void;
  stop(): Promise<void>;
}

const STATUSES: Partial<Record<SmsPeerFault, string>> = {
  unknown_recipient: 'ESME_RINVDSTADR',
  unknown_sender: 'ESME_RINVSRCADR',
  prohibited: 'ESME_RPROHIBITED',
  defer: 'ESME_RSYSERR',
  throttle: 'ESME_RTHROTTLED',
};

const MOST_RECEIPT_TRIES = 40;
const MOST_RECEIPT_PAUSE_MILLISECONDS = 10_000;

interface Part {
  readonly id: string;
  readonly pdu: PDU;
  readonly header: Buffer | undefined;
  readonly text: string;
}

/** A real SMSC for tests: binds with a password, answers submits after a moment, joins parts, misbehaves when asked to. */
export async function startSmscPeer(
  account = { systemId: 'rhein', password: 'secret' },
  host = '127.0.0.1',
): Promise<SmscPeer> {
  const parts: Part[] = [];
  const sessions = new Set<Session>();
  const bindOf = new Map<Session, string>();
  const silent = new WeakSet<Session>();
  const receiver = () => [...sessions].find((session) => bindOf.get(session)?.match(/receiver|transceiver/));
  let faults: SmsPeerFault[] = [];
  let ids = 0;
  let underWay = 0;
  let mostUnderWay = 0;
  let binds = 0;
  let confirming: { readonly afterMilliseconds: number } | null = null;
  let bringsReferences = true;
  let stopped = false;
  let hearSegment: (to: string) => void = () => undefined;

  /** As networks do: a receipt that was not taken, or never answered, is brought again, a little later, not for ever. */
  const bringAgain = (receipt: Record<string, unknown>, milliseconds: number, triesLeft: number) => {
    const waiting = setTimeout(() => {
      if (stopped) return;
      const again = () => {
        if (triesLeft > 1 && !stopped)
          bringAgain(receipt, Math.min(milliseconds * 2, MOST_RECEIPT_PAUSE_MILLISECONDS), triesLeft - 1);
      };
      const session = receiver();
      if (session === undefined) return again();
      const lost = () => again();
      session.once('close', lost);
      session.deliver_sm(receipt, (answer) => {
        session.off('close', lost);
        if (answer.command_status !== 0) again();
      });
    }, milliseconds);
    // What nobody takes any more keeps no program alive.
    waiting.unref();
  };

  const server = smpp.createServer((session) => {
    sessions.add(session);
    // One for each receipt that waits for its answer.
    session.setMaxListeners(0);
    session.on('close', () => {
      sessions.delete(session);
      bindOf.delete(session);
    });
    session.on('error', () => session.destroy());
    const bind = (pdu: PDU) => {
      binds += 1;
      const known = pdu.system_id === account.systemId && pdu.password === account.password;
      if (known) bindOf.set(session, pdu.command);
      session.send(pdu.response(known ? {} : { command_status: smpp.errors.ESME_RINVPASWD }));
    };
    for (const kind of ['transceiver', 'transmitter', 'receiver']) session.on(`bind_${kind}`, bind);
    session.on('enquire_link', (pdu: PDU) => void (silent.has(session) || session.send(pdu.response())));
    session.on('unbind', (pdu: PDU) => {
      session.send(pdu.response());
      session.close();
    });
    session.on('submit_sm', (pdu: PDU) => {
      // As strict networks have it: who bound to receive may not submit.
      if (bindOf.get(session) === 'bind_receiver') {
        return void session.send(pdu.response({ command_status: smpp.errors.ESME_RINVBNDSTS }));
      }
      const fault = faults.shift();
      if (fault === 'silent') return;
      if (fault === 'hang_up') return session.destroy();
      const status = fault === undefined ? undefined : STATUSES[fault];
      if (status !== undefined) return void session.send(pdu.response({ command_status: smpp.errors[status] }));
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      setTimeout(() => {
        underWay -= 1;
        const id = `smsc-${++ids}`;
        parts.push(readPart(id, pdu));
        session.send(pdu.response({ message_id: id }));
        hearSegment(pdu.destination_addr ?? '');
        if (confirming === null) return;
        const receipt = {
          esm_class: 4,
          receipted_message_id: id,
          message_state: 2,
          short_message: '',
          source_addr: pdu.destination_addr,
          // Only where it was given one: some networks do not bring it back.
          ...(bringsReferences && { user_message_reference: pdu.user_message_reference }),
        };
        bringAgain(receipt, confirming.afterMilliseconds, MOST_RECEIPT_TRIES);
      }, 2);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));

  return {
    port: (server.address() as AddressInfo).port,
    received: () => join(parts),
    mostUnderWay: () => mostUnderWay,
    binds: () => binds,
    boundAs: () => [...bindOf.values()].toSorted(),
    forget() {
      parts.length = 0;
      mostUnderWay = 0;
    },
    failNext(fault, times = 1) {
      faults = Array.from({ length: times }, () => fault);
    },
    deliver(fields) {
      const session = receiver();
      return new Promise((resolve) => {
        session?.deliver_sm(fields, (answer) => resolve(answer.command_status));
      });
    },
    confirm(how) {
      confirming = how;
      bringsReferences = how?.references ?? true;
    },
    onSegment(hear) {
      hearSegment = hear;
    },
    fallSilent() {
      for (const session of sessions) silent.add(session);
    },
    dropSessions() {
      for (const session of sessions) session.destroy();
    },
    beginIdsAgain() {
      ids = 0;
    },
    async stop() {
      stopped = true;
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function readPart(id: string, pdu: PDU): Part {
  const body = pdu.short_message;
  if (body === undefined || Buffer.isBuffer(body)) throw new Error('The library decodes short_message.');
  return { id, pdu, header: body.udh?.[0], text: String(body.message) };
}

/** Element 0 of 3GPP TS 23.040: reference, number of parts, which part. */
function join(parts: readonly Part[]): ReceivedSms[] {
  const series = Map.groupBy(parts, ({ id, pdu, header }) =>
    header === undefined ? id : `${pdu.destination_addr}/${header[2]}`,
  );
  return [...series.values()].flatMap((members) => {
    const [first] = members;
    const count = first?.header?.[3] ?? 1;
    if (first === undefined || members.length !== count) return [];
    const inOrder = members.toSorted((a, b) => (a.header?.[4] ?? 0) - (b.header?.[4] ?? 0));
    return {
      id: first.id,
      from: first.pdu.source_addr ?? '',
      to: first.pdu.destination_addr ?? '',
      text: inOrder.map(({ text }) => text).join(''),
      parts: count,
      validityPeriod: String(first.pdu.validity_period ?? ''),
    };
  });
}
