import { Select } from '@mantine/core';
import { useBranch } from '../selection/use-branch.ts';
import { useOrganisation } from '../session/organisation-context.ts';

interface BranchFieldProps {
  value: string;
  error: string | null;
  onChange: (branchId: string) => void;
}

/** The branch that something new belongs to unless another is chosen: the one in sight, or else the first. */
export function useFirstBranch(): string {
  const { branches } = useOrganisation().organisation;
  return useBranch().branchId ?? branches[0]?.id ?? '';
}

/** Which branch it belongs to, asked only where there are several. */
export function BranchField({ value, error, onChange }: BranchFieldProps) {
  const { branches } = useOrganisation().organisation;
  if (branches.length < 2) return null;
  return (
    <Select
      label="Branch"
      description="For good: it is not changed later"
      allowDeselect={false}
      data={branches.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
