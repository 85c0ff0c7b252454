import { globSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';

export type TableConfig = ReturnType<typeof getTableConfig>;

/** Every table that any schema.ts defines: what the model's tests hold against the database. */
export async function allTables(): Promise<TableConfig[]> {
  const folder = join(import.meta.dirname, '..');
  const files = globSync(['platform/*/schema.ts', 'modules/*/schema.ts'], { cwd: folder }).sort();
  const tables = new Map<PgTable, TableConfig>();
  for (const file of files) {
    const exported: Record<string, unknown> = await import(join(folder, file));
    for (const value of Object.values(exported)) {
      if (is(value, PgTable)) tables.set(value, getTableConfig(value));
    }
  }
  return [...tables.values()];
}

/** Tables that are not led by an organisation, each with its reason. The list is short, and stays so. */
export const WITHOUT_ORGANISATION: Readonly<Record<string, string>> = {
  organisations: 'is the organisation',
  sign_in_names: 'whoever signs in knows an e-mail address, not an organisation',
  installation_sign_in_tries: 'whoever tries to sign in knows no organisation',
  installation_sign_in_challenges: 'whoever begins to sign in knows no organisation',
  installation_secrets: 'of the installation',
  installation_operators: 'of the installation',
  installation_settings: 'of the installation',
  installation_service_minutes: 'components are of the installation',
  installation_alerts: 'components are of the installation',
  installation_message_providers: 'providers serve all organisations of the installation',
};

/** What a scoped session never rewrites: history. */
export const APPEND_ONLY = [
  'events',
  'custody_entries',
  'action_records',
  'job_outcomes',
  'address_geocodes',
  'address_corrections',
  'audit_entries',
] as const;
