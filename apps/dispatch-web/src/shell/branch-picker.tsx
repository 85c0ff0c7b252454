import { Select } from '@mantine/core';
import { useBranch } from '../selection/use-branch.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './branch-picker.module.css';

const ALL = 'all';

/** Whose day the desk looks at; an organisation with one branch has nothing to choose. */
export function BranchPicker() {
  const { branches } = useOrganisation().organisation;
  const { branchId, chooseBranch } = useBranch();
  if (branches.length < 2) return null;
  return (
    <Select
      aria-label="Branch"
      className={styles.picker}
      size="xs"
      variant="unstyled"
      allowDeselect={false}
      searchable={branches.length > 8}
      selectFirstOptionOnChange
      comboboxProps={{ width: 220, position: 'bottom-start' }}
      data={[{ value: ALL, label: 'All branches' }, ...branches.map(({ id, name }) => ({ value: id, label: name }))]}
      value={branchId ?? ALL}
      onChange={(value) => chooseBranch(value === ALL ? undefined : (value ?? undefined))}
    />
  );
}
