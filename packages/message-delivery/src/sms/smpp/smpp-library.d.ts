/** The part of `smpp` (which brings no types) that this package and its test peer use. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  export interface PDU {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly esm_class?: number;
    readonly data_coding?: number;
    readonly source_addr?: string;
    readonly destination_addr?: string;
    readonly system_id?: string;
    readonly password?: string;
    readonly system_type?: string;
    readonly registered_delivery?: number;
    readonly validity_period?: string | Date;
    readonly short_message?: { readonly message?: string | Buffer; readonly udh?: readonly Buffer[] } | Buffer;
    readonly message_id?: string;
    readonly receipted_message_id?: string;
    readonly message_state?: number;
    readonly user_message_reference?: number;
    isResponse(): boolean;
    response(options?: Record<string, unknown>): PDU;
  }

  export class Session extends EventEmitter {
    constructor(options: { socket: Socket } | Record<string, unknown>);
    readonly socket: Socket;
    send(pdu: PDU): boolean;
    bind_transceiver(options: Record<string, unknown>, answered: (pdu: PDU) => void): boolean;
    bind_transmitter(options: Record<string, unknown>, answered: (pdu: PDU) => void): boolean;
    bind_receiver(options: Record<string, unknown>, answered: (pdu: PDU) => void): boolean;
    submit_sm(options: Record<string, unknown>, answered: (pdu: PDU) => void): boolean;
    deliver_sm(options: Record<string, unknown>, answered?: (pdu: PDU) => void): boolean;
    enquire_link(answered: (pdu: PDU) => void): boolean;
    unbind(answered: (pdu: PDU) => void): boolean;
    close(): void;
    destroy(): void;
  }

  const smpp: {
    Session: typeof Session;
    createServer(listener: (session: Session) => void): NetServer;
    readonly errors: Readonly<Record<string, number>>;
  };
  export default smpp;
}
