import type { Fault } from '../../profiles.ts';
import { ELSEWHERE, NETWORKS } from '../world.ts';
import { clientNetwork, FAR_SIDE } from './network.ts';

/** A full handshake of TLS fits into it and no answer besides: what comes after it on a connection is an answer. */
const HANDSHAKE_BYTES = 2_200;
const ACKNOWLEDGEMENT_BYTES = 100;
const everybody = [ELSEWHERE, ...Array.from({ length: NETWORKS }, (_, at) => at + 1)];

/** What is wrong with the way from a client network to one machine. */
export type FaultFrom = (network: number) => Fault | null;
export const noFaultHere: FaultFrom = () => null;

/** For `nft -f`, each a whole table, so that nothing is ever half in force. */
export interface FaultRules {
  /** At the device between a machine and the wide area. */
  readonly device: string;
  /** At the machine itself, the only one that can tell an answer from a handshake: a switch follows no connections. */
  readonly machine: string;
}

/** What is done for the faults of one machine. */
export function faultRules(faultFrom: FaultFrom): FaultRules {
  const all = everybody.map(faultFrom);
  const isForAll = all.every((fault) => JSON.stringify(fault) === JSON.stringify(all[0]));
  const rules = isForAll
    ? [rulesOf(all[0]!, null)]
    : everybody.slice(1).map((network) => rulesOf(faultFrom(network), clientNetwork(network)));
  const of = (place: keyof FaultRules) =>
    rules
      .flatMap((one) => one[place])
      .map((rule) => `    ${rule} drop\n`)
      .join('');
  return {
    device: tableOf('bridge', 'forward', of('device')),
    machine: tableOf('inet', 'output', of('machine')),
  };
}

const tableOf = (family: string, hook: string, rules: string) =>
  `table ${family} drill {}\ndelete table ${family} drill\ntable ${family} drill {\n  chain faults {\n    type filter hook ${hook} priority 0;\n${rules}  }\n}\n`;

/** The rules of a fault for the packets of one client network, or of everybody. */
function rulesOf(fault: Fault | null, subnet: string | null): Record<keyof FaultRules, string[]> {
  if (!fault) return { device: [], machine: [] };
  const of = (way: 'saddr' | 'daddr') => (subnet ? `ip ${way} ${subnet} ` : '');
  const both = (what: string) => [
    `iifname "${FAR_SIDE}" ether type ip ${of('saddr')}${what}`,
    `oifname "${FAR_SIDE}" ether type ip ${of('daddr')}${what}`,
  ];
  return {
    device: [
      ...(fault.loss === undefined ? [] : both(`numgen random mod 1000 < ${Math.round(fault.loss * 1_000)}`)),
      ...(fault.largestPacketBytes === undefined ? [] : both(`meta length > ${fault.largestPacketBytes}`)),
    ],
    machine:
      fault.losesReplies === true
        ? [
            `oifname "wan0" ${of('daddr')}tcp sport 443 ct reply bytes > ${HANDSHAKE_BYTES} meta length > ${ACKNOWLEDGEMENT_BYTES}`,
          ]
        : [],
  };
}

/** What of a fault is congestion: it is for everybody on that line. */
export function congestionOf(faultFrom: FaultFrom): NonNullable<Fault['overflow']> | null {
  return faultFrom(ELSEWHERE)?.overflow ?? null;
}
