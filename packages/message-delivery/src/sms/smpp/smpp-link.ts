import net from 'node:net';
import tls from 'node:tls';

import type { PDU } from 'smpp';
import smpp from 'smpp';

import type { SmppSettings } from './smpp-settings.ts';
import { isBindRefusal, statusName } from './smpp-status.ts';

const CONNECT_MILLISECONDS = 10_000;
const ANSWER_MILLISECONDS = 10_000;
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 30_000;
const PAUSE_AFTER_REFUSED_BIND_MILLISECONDS = 60_000;
const UNBIND_MILLISECONDS = 1_000;

/** Why there is no bound session right now. */
export interface LinkDown {
  readonly reason: 'unreachable' | 'not_authorised';
  readonly detail: string;
  readonly retryAfterSeconds: number;
}

export interface SmppLinkEvents {
  /** Answers the deliver_sm: true when it is safe with us. */
  delivered(pdu: PDU): Promise<boolean>;
  /** Bound, or no longer. */
  changed(): void;
}

/** What a session may do: both ways, only submit, only be delivered to. */
export type SmppBind = 'transceiver' | 'transmitter' | 'receiver';

type Phase =
  | { readonly name: 'opening' | 'closed' }
  | { readonly name: 'bound'; readonly session: InstanceType<typeof smpp.Session> }
  | { readonly name: 'waiting'; readonly down: LinkDown };

/**
 * One bound session, kept alive by enquire_link and bound again after a pause that doubles, with jitter.
 * A request that was under way when the session ended settles as `lost`.
 */
export class SmppLink {
  readonly #settings: SmppSettings;
  readonly #bindAs: SmppBind;
  readonly #random: () => number;
  readonly #events: SmppLinkEvents;
  readonly #lost = new Set<() => void>();
  #phase: Phase = { name: 'opening' };
  #session: InstanceType<typeof smpp.Session> | undefined;
  #tries = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: SmppSettings, bindAs: SmppBind, random: () => number, events: SmppLinkEvents) {
    this.#settings = settings;
    this.#bindAs = bindAs;
    this.#random = random;
    this.#events = events;
    this.#open();
  }

  get isBound(): boolean {
    return this.#phase.name === 'bound';
  }

  get down(): LinkDown | undefined {
    return this.#phase.name === 'waiting' ? this.#phase.down : undefined;
  }

  /** Submits one segment; the answer's status, or `lost` when the session ended first. Only while bound. */
  submit(fields: Record<string, unknown>): Promise<PDU | 'lost'> {
    const phase = this.#phase;
    if (phase.name !== 'bound') return Promise.resolve('lost');
    return this.#request((answered) => phase.session.submit_sm(fields, answered));
  }

  async close(): Promise<void> {
    const phase = this.#phase;
    this.#phase = { name: 'closed' };
    clearTimeout(this.#timer);
    if (phase.name === 'bound') {
      const goodbye = this.#request((answered) => phase.session.unbind(answered));
      await Promise.race([goodbye, new Promise((resolve) => setTimeout(resolve, UNBIND_MILLISECONDS).unref())]);
    }
    this.#session?.destroy();
    this.#loseRequests();
  }

  #request(ask: (answered: (pdu: PDU) => void) => boolean): Promise<PDU | 'lost'> {
    return new Promise((resolve) => {
      const lost = () => settle('lost');
      const settle = (answer: PDU | 'lost') => {
        this.#lost.delete(lost);
        resolve(answer);
      };
      this.#lost.add(lost);
      if (!ask(settle)) lost();
    });
  }

  #loseRequests(): void {
    for (const lost of [...this.#lost]) lost();
  }

  #open(): void {
    this.#phase = { name: 'opening' };
    this.#tries += 1;
    const { host, port, verifyCertificate } = this.#settings;
    const socket = this.#settings.tls
      ? tls.connect({ host, port, rejectUnauthorized: verifyCertificate, servername: net.isIP(host) ? '' : host })
      : net.connect({ host, port });
    socket.setNoDelay(true);
    const session = new smpp.Session({ socket });
    this.#session = session;

    const end = (reason: LinkDown['reason'], detail: string) => {
      if (this.#session !== session) return;
      this.#session = undefined;
      session.destroy();
      this.#wait(reason, detail);
    };
    // Covers connecting and binding; afterwards enquire_link notices silence.
    this.#timer = setTimeout(() => end('unreachable', 'No session within 10 s.'), CONNECT_MILLISECONDS);
    socket.once(this.#settings.tls ? 'secureConnect' : 'connect', () => this.#bind(session, end));
    session.on('error', (error: Error) => end('unreachable', error.message));
    session.on('close', () => end('unreachable', 'The SMSC closed the connection.'));
    session.on('enquire_link', (pdu: PDU) => session.send(pdu.response()));
    session.on('unbind', (pdu: PDU) => {
      session.send(pdu.response());
      session.close();
    });
    session.on('unknown', (pdu: PDU) => session.send(pdu.response()));
    session.on('deliver_sm', (pdu: PDU) => void this.#deliver(session, pdu));
  }

  #bind(session: InstanceType<typeof smpp.Session>, end: (reason: LinkDown['reason'], detail: string) => void): void {
    const { systemId, password, systemType } = this.#settings;
    const fields = { system_id: systemId, password, system_type: systemType, interface_version: 0x34 };
    session[`bind_${this.#bindAs}`](fields, (answer) => {
      if (this.#session !== session || this.#phase.name === 'closed') return;
      if (answer.command_status !== 0) {
        const reason = isBindRefusal(answer.command_status) ? 'not_authorised' : 'unreachable';
        return end(reason, `bind refused: ${statusName(answer.command_status)}`);
      }
      clearTimeout(this.#timer);
      this.#tries = 0;
      this.#phase = { name: 'bound', session };
      this.#watch(session, end);
      this.#events.changed();
    });
  }

  /** A link that is silent is dead, although the socket may not know for hours. */
  #watch(session: InstanceType<typeof smpp.Session>, end: (reason: LinkDown['reason'], detail: string) => void): void {
    const pause = this.#settings.enquireLinkSeconds * 1000;
    this.#timer = setTimeout(() => {
      const patience = Math.min(ANSWER_MILLISECONDS, pause);
      const silence = setTimeout(() => end('unreachable', 'enquire_link was not answered.'), patience);
      silence.unref();
      session.enquire_link(() => {
        clearTimeout(silence);
        if (this.#session === session && this.#phase.name === 'bound') this.#watch(session, end);
      });
    }, pause);
    this.#timer.unref();
  }

  #wait(reason: LinkDown['reason'], detail: string): void {
    clearTimeout(this.#timer);
    this.#loseRequests();
    if (this.#phase.name === 'closed') return;
    const doubled = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(this.#tries, 10), LONGEST_PAUSE_MILLISECONDS);
    const longest = reason === 'not_authorised' ? PAUSE_AFTER_REFUSED_BIND_MILLISECONDS : doubled;
    const pause = longest * (0.5 + this.#random() / 2);
    this.#phase = { name: 'waiting', down: { reason, detail, retryAfterSeconds: Math.ceil(pause / 1000) } };
    this.#timer = setTimeout(() => this.#open(), pause);
    this.#timer.unref();
    this.#events.changed();
  }

  async #deliver(session: InstanceType<typeof smpp.Session>, pdu: PDU): Promise<void> {
    const taken = await this.#events.delivered(pdu).catch(() => false);
    const again = { command_status: smpp.errors.ESME_RX_T_APPN };
    session.send(pdu.response(taken ? {} : again));
  }
}
