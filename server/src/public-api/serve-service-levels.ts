import { serviceLevelEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  addTelling,
  alertSecret,
  objectivesOf,
  readContacts,
  readServiceLevels,
  saveContacts,
} from '../modules/service-levels/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';

export async function serveServiceLevels(door: OpenDoor<DeskPrincipal>, platform: Platform): Promise<void> {
  const { database, clock, config } = platform;
  const objectives = objectivesOf(config);
  const secret = await alertSecret(platform);
  const read = () => readServiceLevels(database, clock.now(), objectives, secret);
  door.serve(serviceLevelEndpoints.get, () => read());
  door.serve(serviceLevelEndpoints.saveContacts, async ({ body }) => {
    await saveContacts(database, body, clock.now());
    return read();
  });
  door.serve(serviceLevelEndpoints.test, async () => {
    const contacts = await readContacts(database);
    await database.asInstallation(async (db) => {
      for (const contact of contacts) await addTelling(db, contact, { alertId: null, what: 'test' });
    });
    return { contacts: contacts.length };
  });
}
