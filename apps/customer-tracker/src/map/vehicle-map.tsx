import type { TrackerView } from '@roundsman/api-contract';
import { useNow } from '@roundsman/ui';
import { MapMarker, MapView } from '@roundsman/ui/map';
import { age } from '../words/format.ts';
import type { Words } from '../words/index.ts';

interface VehicleMapProps {
  view: TrackerView;
  vehicle: NonNullable<TrackerView['vehicle']>;
  words: Words;
}

export default function VehicleMap({ view, vehicle, words }: VehicleMapProps) {
  const now = useNow(1000);
  const { destination } = view;
  return (
    <>
      <div className="map-space">
        <MapView
          mapStyle={view.mapStyleUrl}
          start={{ points: destination ? [vehicle, destination] : [vehicle] }}
          className="map"
          label={words.mapOf(view.sender.name)}
        >
          {destination && (
            <MapMarker at={destination} anchor="bottom">
              <span className="pin">{words.you}</span>
            </MapMarker>
          )}
          <MapMarker at={vehicle}>
            <span className="vehicle" title={words.vehicle}>
              {vehicle.headingDegrees === null ? (
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <circle cx="12" cy="12" r="7" />
                </svg>
              ) : (
                <svg viewBox="0 0 24 24" aria-hidden="true" style={{ rotate: `${vehicle.headingDegrees}deg` }}>
                  <path d="m12 3 7 17-7-4-7 4Z" />
                </svg>
              )}
            </span>
          </MapMarker>
        </MapView>
      </div>
      <p className="quiet">{words.positionAge(age(new Date(vehicle.at), now, words))}</p>
    </>
  );
}
