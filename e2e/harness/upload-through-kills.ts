import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { type Client, fileEndpoints, uuid7 } from '@roundsman/client';

const PART_BYTES = 300_000;
/** Of a part that the kill cuts off: enough to lie in the platform's hands when it ends. */
const TORN_BYTES = 120_000;
const TUS = { 'Tus-Resumable': '1.0.0' };

/** A paper on its way to a job while the platform is killed under it: request by request, so that each byte is known. */
export class UploadThroughKills {
  readonly #url: string;
  readonly #secret: string;
  readonly #client: Client;
  readonly #fileId = uuid7(Date.now());
  /** What is neither a picture nor looked into stays as it came, byte for byte. */
  readonly #paper = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(4 * PART_BYTES), Buffer.from('\n%%EOF\n')]);
  /** Bytes that the platform said it has. */
  #acknowledged = 0;

  private constructor(url: string, secret: string, client: Client) {
    this.#url = url;
    this.#secret = secret;
    this.#client = client;
  }

  static async begin(url: string, secret: string, client: Client, jobId: string): Promise<UploadThroughKills> {
    const upload = new UploadThroughKills(url, secret, client);
    const about = { id: upload.#fileId, jobId, filename: 'Plan.pdf' };
    const metadata = Object.entries(about).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
    await client.call(fileEndpoints.createUpload, {
      headers: { ...TUS, 'Upload-Length': String(upload.#paper.length), 'Upload-Metadata': metadata.join(',') },
    });
    return upload;
  }

  /** One part that is taken, and the beginning of the next, which stays in the line until the platform is gone. */
  async tear(): Promise<void> {
    const { status } = await fetch(`${this.#url}/api/uploads/${this.#fileId}`, {
      method: 'PATCH',
      headers: this.#headers(),
      body: new Uint8Array(this.#paper.subarray(this.#acknowledged, this.#acknowledged + PART_BYTES)),
    });
    assert.equal(status, 204);
    this.#acknowledged += PART_BYTES;
    await new Promise<void>((resolve) => {
      const headers = { ...this.#headers(), 'Content-Length': PART_BYTES };
      const torn = request(`${this.#url}/api/uploads/${this.#fileId}`, { method: 'PATCH', headers });
      // The kill ends it; there is nothing more to hear of it.
      torn.on('error', () => {});
      const beginning = this.#paper.subarray(this.#acknowledged, this.#acknowledged + TORN_BYTES);
      torn.write(beginning, () => resolve());
    });
  }

  /** After the kill: what was acknowledged is there, nothing beyond what was sent, and the next byte is asked for by its number. */
  async goOn(): Promise<void> {
    const { offset, finished } = await this.#client.call(fileEndpoints.uploadState, {
      params: { uploadId: this.#fileId },
      budgetMilliseconds: 60_000,
    });
    assert.equal(finished, false);
    assert.ok(offset >= this.#acknowledged && offset <= this.#acknowledged + TORN_BYTES, `It stands at ${offset}`);
    this.#acknowledged = offset;
  }

  /** The rest of it; then the file is whole. */
  async finish(): Promise<void> {
    const { status } = await fetch(`${this.#url}/api/uploads/${this.#fileId}`, {
      method: 'PATCH',
      headers: this.#headers(),
      body: new Uint8Array(this.#paper.subarray(this.#acknowledged)),
    });
    assert.equal(status, 204);
    const stored = await this.#client.bytes(fileEndpoints.get, { params: { fileId: this.#fileId } });
    const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    assert.equal(sum(new Uint8Array(await stored.arrayBuffer())), sum(this.#paper));
  }

  #headers() {
    return {
      Authorization: `Bearer ${this.#secret}`,
      ...TUS,
      'Upload-Offset': String(this.#acknowledged),
      'Content-Type': 'application/offset+octet-stream',
    };
  }
}
