/** Ways to move traffic from one edge to others. */
export { type DnsUpdate, dnsUpdatePort } from './dns-update.ts';
export { type HaproxySocket, haproxySocketPort } from './haproxy-socket.ts';
export type { EdgeShare, SteeringPort } from './steering-port.ts';
