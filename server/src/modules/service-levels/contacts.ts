import { eq } from 'drizzle-orm';
import type { Database } from '../../platform/index.ts';
import { installationSettings } from '../../platform/installation/index.ts';

/** Whom alerts go to. */
export interface Contacts {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly webhooks: readonly string[];
}
export interface Contact {
  readonly channel: 'email' | 'sms' | 'webhook';
  readonly to: string;
}

const NAME = 'alert_contacts';
const nobody: Contacts = { emails: [], phones: [], webhooks: [] };

export async function readContactLists(database: Database): Promise<Contacts> {
  const [row] = await database.asInstallation((db) =>
    db.select().from(installationSettings).where(eq(installationSettings.name, NAME)),
  );
  return { ...nobody, ...(row?.value as Partial<Contacts> | undefined) };
}

export async function readContacts(database: Database): Promise<Contact[]> {
  const { emails, phones, webhooks } = await readContactLists(database);
  return [
    ...emails.map((to) => ({ channel: 'email' as const, to })),
    ...phones.map((to) => ({ channel: 'sms' as const, to })),
    ...webhooks.map((to) => ({ channel: 'webhook' as const, to })),
  ];
}

export async function saveContacts(database: Database, contacts: Contacts, at: Date): Promise<void> {
  const row = { name: NAME, value: contacts, updatedAt: at };
  await database.asInstallation((db) =>
    db.insert(installationSettings).values(row).onConflictDoUpdate({ target: installationSettings.name, set: row }),
  );
}
