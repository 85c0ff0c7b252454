import type { Job, LonLatDto } from '@roundsman/api-contract';
import { useColorScheme } from '@roundsman/ui';
import { MapMarker, MapView } from '@roundsman/ui/map';
import { useOrganisation } from '../session/organisation-context.ts';
import { Pin } from './pin.tsx';
import { useMovePin } from './use-move-pin.ts';

/** One job's pin on a small map. Dragging it corrects the address; what was given stays on record. */
export function PinMap({ job }: { job: Job }) {
  const { organisation } = useOrganisation();
  const { scheme } = useColorScheme();
  const movePin = useMovePin();
  const { southWest, northEast } = organisation.map.bounds;
  const at = job.address.point;
  const middle: LonLatDto = { lon: (southWest.lon + northEast.lon) / 2, lat: (southWest.lat + northEast.lat) / 2 };
  return (
    <MapView
      mapStyle={scheme === 'dark' ? organisation.map.darkStyleUrl : organisation.map.styleUrl}
      start={at ? { center: at, zoom: 16 } : { points: [southWest, northEast] }}
      label={`Where ${job.contact.name} is; drag the pin to correct it`}
      attribution={organisation.map.attribution}
    >
      <MapMarker at={at ?? middle} anchor="bottom" onMove={(to) => movePin(job, to)}>
        <Pin label={job.contact.name} known={at !== null} />
      </MapMarker>
    </MapView>
  );
}
