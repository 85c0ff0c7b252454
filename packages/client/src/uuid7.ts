/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits. Ids made later sort later. */
export function uuid7(epochMilliseconds: number, random = crypto.getRandomValues(new Uint8Array(10))): string {
  const time = Math.max(0, Math.floor(epochMilliseconds)).toString(16).padStart(12, '0').slice(-12);
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = (8 + (random[2]! & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(1, 4)}-${variant}${tail.slice(5, 8)}-${tail.slice(8, 20)}`;
}
