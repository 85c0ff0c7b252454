import { useOrganisation } from '../session/organisation-context.ts';

/** The branch that the desk looks at; undefined: all of them. */
export function useBranch(): { branchId: string | undefined; chooseBranch: (branchId: string | undefined) => void } {
  const { branchId, chooseBranch } = useOrganisation();
  return { branchId, chooseBranch };
}

/** What lists are asked for, for things of a branch: where there is only one, the list of all is that list, and read already. */
export function useListOf(branchId: string | undefined): string | undefined {
  const { branches } = useOrganisation().organisation;
  return branches.length > 1 ? branchId : undefined;
}
