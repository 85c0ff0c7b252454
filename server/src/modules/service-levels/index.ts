/** Service levels: what each part promises, how fast its error budget is spent, and who hears of it. */
export { type Contacts, readContacts, saveContacts } from './contacts.ts';
export { objectivesOf } from './objectives.ts';
export { readServiceLevels } from './read-service-levels.ts';
export { alertSecret, serviceLevelsRole } from './role.ts';
export { addTelling } from './watch-objectives.ts';
