import { useOrganisation } from '../session/organisation-context.ts';

/** The edge program knows organisations by their id alone: one's own is named, others by the end of it. */
export function useOrganisationName(): (organisationId: string) => string {
  const { organisation } = useOrganisation();
  return (id) => (id === organisation.id ? organisation.name : `organisation ${id.slice(-6)}`);
}
