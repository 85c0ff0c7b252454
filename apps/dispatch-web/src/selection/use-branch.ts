import { useLocalStorage } from '@mantine/hooks';
import { useOrganisation } from '../session/organisation-context.ts';

/**
 * The branch that this desk looks at; undefined: all of them. Kept on the device and shared by all windows of its
 * browser, for who plans one branch does so every day.
 */
export function useBranch(): { branchId: string | undefined; chooseBranch: (branchId: string | undefined) => void } {
  const { branches } = useOrganisation().organisation;
  const [kept, keep] = useLocalStorage({ key: 'roundsman.branch', defaultValue: '', getInitialValueInEffect: false });
  // Of another organisation on the same device, or gone meanwhile: then it is all of them.
  const branchId = branches.length > 1 ? branches.find(({ id }) => id === kept)?.id : undefined;
  return { branchId, chooseBranch: (id) => keep(id ?? '') };
}

/** What lists are asked for, for things of a branch: where there is only one, the list of all is that list, and read already. */
export function useListOf(branchId: string | undefined): string | undefined {
  const { branches } = useOrganisation().organisation;
  return branches.length > 1 ? branchId : undefined;
}
