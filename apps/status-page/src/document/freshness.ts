/** How old what we show is, and whether it still says anything about now. */

export interface Receipt {
  /** Age of the document when it came, by the clock of the host that sent it. */
  ageAtReceiptMilliseconds: number;
  /** The device's clock at that moment; only differences to it count, so it may be wrong. */
  receivedAtMilliseconds: number;
}

/** `hostDate`: the answer's Date header; without one the device's clock has to do. Never negative. */
export function receive(generatedAt: string, hostDate: string | null, deviceNow: Date): Receipt {
  const hostMilliseconds = hostDate === null ? Number.NaN : Date.parse(hostDate);
  // A Date header has whole seconds; a document made in the same second is not from the future.
  const now = Number.isNaN(hostMilliseconds) ? deviceNow.getTime() : hostMilliseconds;
  return {
    ageAtReceiptMilliseconds: Math.max(0, now - Date.parse(generatedAt)),
    receivedAtMilliseconds: deviceNow.getTime(),
  };
}

export function ageSeconds(receipt: Receipt, deviceNow: Date): number {
  const since = Math.max(0, deviceNow.getTime() - receipt.receivedAtMilliseconds);
  return (receipt.ageAtReceiptMilliseconds + since) / 1000;
}
