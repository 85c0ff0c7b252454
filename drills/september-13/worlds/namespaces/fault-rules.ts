import type { Fault } from '../../profiles.ts';
import { ELSEWHERE, NETWORKS } from '../world.ts';
import { clientNetwork } from './network.ts';

/** A full handshake of TLS fits into it and no answer besides: what comes after it on a connection is an answer. */
const HANDSHAKE_BYTES = 2_200;
const ACKNOWLEDGEMENT_BYTES = 100;
const everybody = [ELSEWHERE, ...Array.from({ length: NETWORKS }, (_, at) => at + 1)];

/** What is wrong with the way from a client network to one machine. */
export type FaultFrom = (network: number) => Fault | null;
export const noFaultHere: FaultFrom = () => null;

/** What `nft -f` makes of the faults of one machine, on its side towards the clients; the whole table at once, so that nothing is ever half in force. */
export function faultRules(faultFrom: FaultFrom): string {
  const all = everybody.map(faultFrom);
  const isForAll = all.every((fault) => JSON.stringify(fault) === JSON.stringify(all[0]));
  const rules = isForAll
    ? rulesOf(all[0]!, null)
    : everybody.slice(1).flatMap((network) => rulesOf(faultFrom(network), clientNetwork(network)));
  const chain = (way: 'in' | 'out') =>
    `  chain ${way} {\n    type filter hook ${way}put priority 0;\n${rules
      .filter((rule) => rule.way === way)
      .map(({ text }) => `    ${way === 'in' ? 'iifname' : 'oifname'} "wan0" ${text} drop\n`)
      .join('')}  }`;
  return `table inet drill {}\ndelete table inet drill\ntable inet drill {\n${chain('in')}\n${chain('out')}\n}\n`;
}

interface Rule {
  readonly way: 'in' | 'out';
  readonly text: string;
}

function rulesOf(fault: Fault | null, subnet: string | null): Rule[] {
  if (!fault) return [];
  const both = (text: string): Rule[] => [
    { way: 'in', text: `${subnet ? `ip saddr ${subnet} ` : ''}${text}` },
    { way: 'out', text: `${subnet ? `ip daddr ${subnet} ` : ''}${text}` },
  ];
  return [
    ...(fault.loss === undefined ? [] : both(`numgen random mod 1000 < ${Math.round(fault.loss * 1_000)}`)),
    ...(fault.largestPacketBytes === undefined ? [] : both(`meta length > ${fault.largestPacketBytes}`)),
    ...(fault.losesReplies !== true
      ? []
      : both(`tcp sport 443 ct reply bytes > ${HANDSHAKE_BYTES} meta length > ${ACKNOWLEDGEMENT_BYTES}`).slice(1)),
  ];
}

/** What of a fault is congestion: it is for everybody on that line. */
export function congestionOf(faultFrom: FaultFrom): NonNullable<Fault['overflow']> | null {
  return faultFrom(ELSEWHERE)?.overflow ?? null;
}
