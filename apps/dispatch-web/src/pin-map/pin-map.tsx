import type { Job } from '@roundsman/api-contract';
import { PointMap } from './point-map.tsx';
import { useMovePin } from './use-move-pin.ts';

/** One job's pin on a small map. Dragging it corrects the address; what was given stays on record. */
export function PinMap({ job }: { job: Job }) {
  const movePin = useMovePin();
  return (
    <PointMap
      at={job.address.point}
      name={job.contact.name}
      label={`Where ${job.contact.name} is; drag the pin to correct it`}
      onMove={(to) => movePin(job, to)}
    />
  );
}
