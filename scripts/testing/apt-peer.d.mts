export function findPeer(
  program: string,
  packageName: string,
): { path: string; why?: undefined } | { path?: undefined; why: string };
