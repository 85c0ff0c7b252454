import { createServer, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';

export interface ReceivedWebhook {
  readonly type: string;
  readonly verified: boolean;
  readonly subjectId: string;
}

/** A shop's end of the webhooks: checks each signature with the public library and keeps what came. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  secret: string | null = null;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        receiver.#take(Buffer.concat(parts).toString('utf8'), request.headers as Record<string, string>);
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(body: string, headers: Record<string, string>): void {
    let verified = false;
    try {
      new Webhook(this.secret ?? '').verify(body, headers);
      verified = true;
    } catch {
      verified = false;
    }
    const event = JSON.parse(body) as { type: string; data?: { subject?: { id?: string } } };
    this.received.push({ type: event.type, verified, subjectId: event.data?.subject?.id ?? '' });
  }
}
