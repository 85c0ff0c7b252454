import { Button } from '@mantine/core';
import { SandboxBand } from '@roundsman/ui';
import { session } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { ClockControl } from './clock-control.tsx';
import { CrewsControl } from './crews-control.tsx';
import { leaveSandbox } from './world.ts';

/** Says that nothing here reaches a real person, what time it is in this world, and who drives in it. */
export function SandboxStrip() {
  const { organisation, can } = useOrganisation();
  const { twinOf } = organisation;
  const aside = (
    <>
      <ClockControl />
      {can('sandbox:read') && <CrewsControl />}
      {session.inSandbox() && twinOf && (
        <Button size="compact-xs" onClick={leaveSandbox}>
          Back to {twinOf.name}
        </Button>
      )}
    </>
  );
  return (
    <SandboxBand aside={aside}>
      {twinOf ? `Sandbox of ${twinOf.name}` : 'Sandbox'}: nothing here reaches a real person.
    </SandboxBand>
  );
}
