export function readAudit(printed: string): { readonly findings: readonly string[]; readonly unreachable?: string };
