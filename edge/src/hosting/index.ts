/** Copies of the status page at other places: pages that stand when everything of ours is down. */
export { copyToHosts, type HostCopies } from './copy-to-hosts.ts';
export type { HostedFile } from './file-host.ts';
export { HostSettings, openHost } from './open-hosts.ts';
