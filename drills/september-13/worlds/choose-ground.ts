import { spawn } from 'node:child_process';
import { findDebianProgram } from '../../../scripts/testing/debian-program.mjs';
import { authorityFile, makeAuthority } from './namespaces/authority.ts';
import { openNamespaceGround, type Programs } from './namespaces/namespace-world.ts';
import { Network } from './namespaces/network.ts';
import { openProxyGround } from './proxy/proxy-world.ts';
import type { Ground } from './world.ts';

/** Set for the drill's process on the clients' machine: the network that its parent made, and the programs of it. */
const VARIABLE = 'ROUNDSMAN_DRILL_NETWORK';

/**
 * Network namespaces where they can be had: root on Linux, with HAProxy, Knot DNS and nftables. Then this very program runs once more, on the
 * clients' machine, and `chooseGround` answers its exit code. Otherwise it answers how to open the ground, and why it is only this one.
 */
export async function chooseGround(
  wanted: 'namespaces' | 'proxy' | null,
): Promise<{ exitCode: number } | { openGround: () => Promise<Ground>; why: string | null }> {
  const inherited = process.env[VARIABLE];
  if (inherited) {
    const { network, programs } = JSON.parse(inherited) as { network: string; programs: Programs };
    return { openGround: () => openNamespaceGround(Network.of(network), programs), why: null };
  }
  if (wanted === 'proxy') return { openGround: openProxyGround, why: 'it was asked for' };
  const found = findPrograms();
  const network = 'why' in found ? found : openNetwork();
  if ('why' in network) {
    if (wanted === 'namespaces') throw new Error(`There can be no network namespaces: ${network.why}`);
    return { openGround: openProxyGround, why: network.why };
  }
  try {
    makeAuthority(network.folder);
    const given = JSON.stringify({ network: network.describe(), programs: found });
    return { exitCode: await runOnClientsMachine(network, given) };
  } finally {
    network.close();
  }
}

function openNetwork(): Network | { why: string } {
  try {
    return Network.open();
  } catch (error) {
    return { why: `this machine makes no network namespaces (${error instanceof Error ? error.message : error})` };
  }
}

function findPrograms(): Programs | { why: string } {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return { why: 'only root on Linux makes network namespaces' };
  const say = (text: string) => console.log(`· ${text}`);
  const wanted = { ip: 'iproute2', nft: 'nftables', openssl: 'openssl', haproxy: 'haproxy', knotd: 'knot' };
  const paths: Record<string, string> = {};
  for (const [program, debianPackage] of Object.entries(wanted)) {
    const { path, why } = findDebianProgram({ program, debianPackage }, say);
    if (!path) return { why: why ?? `there is no ${program}` };
    paths[program] = path;
  }
  return { haproxy: paths.haproxy!, knotd: paths.knotd! };
}

function runOnClientsMachine(network: Network, given: string): Promise<number> {
  const [program, ...args] = [...network.on('people'), process.execPath, ...process.argv.slice(1)];
  const env = { ...process.env, [VARIABLE]: given, NODE_EXTRA_CA_CERTS: authorityFile(network.folder) };
  const child = spawn(program!, args, { env, stdio: 'inherit' });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
