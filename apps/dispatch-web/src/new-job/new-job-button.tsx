import { Button } from '@mantine/core';
import { useNewJob } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';

/** Opens the form for a job taken by telephone. */
export function NewJobButton() {
  const { can } = useOrganisation();
  const { form, openForm } = useNewJob();
  if (!can('jobs:write')) return null;
  return (
    <Button
      variant="default"
      aria-keyshortcuts="Control+J Meta+J"
      aria-expanded={form !== null}
      onClick={() => openForm()}
    >
      New job
    </Button>
  );
}
