export function findPostgresql15(): { folder: string; why?: undefined } | { folder?: undefined; why: string };
/** Options of `spawn` for a server whose data is in `home`. */
export function databaseAccount(home: string): {
  cwd: string;
  env: Record<string, string | undefined>;
  uid?: number;
  gid?: number;
};
