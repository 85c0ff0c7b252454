import { v7 } from 'uuid';

/** A new UUIDv7: ids are made in the application, sort by the time they were made and never come from the database. */
export function newId(): string {
  return v7();
}
