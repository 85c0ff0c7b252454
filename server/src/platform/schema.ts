// The second door of the platform, for schema.ts files only: how tables are made. It loads nothing but Drizzle, so
// that the migration generator can read every schema without starting the platform.
export {
  installationTable,
  instant,
  localTime,
  type OrganisationTable,
  organisationRows,
  organisationTable,
  partOf,
  refersTo,
} from './database/organisation-table.ts';
