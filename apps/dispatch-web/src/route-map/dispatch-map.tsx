import type { Location } from '@roundsman/api-contract';
import { useColorScheme } from '@roundsman/ui';
import { MapMarker, MapView, useMapState } from '@roundsman/ui/map';
import { useCallback, useEffect, useRef, useState } from 'react';
import { WatchedAreas } from '../areas/watched-areas.tsx';
import type { Selection } from '../selection/selection.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import type { RouteRow } from '../timeline/route-row.ts';
import styles from './dispatch-map.module.css';
import { FirstLook } from './first-look.tsx';
import { GhostLayer } from './ghost-layer.tsx';
import { Lasso } from './lasso.tsx';
import { LayerToggles } from './layer-toggles.tsx';
import { LassoButton, MapControls } from './map-controls.tsx';
import { MapImages } from './map-images.tsx';
import { DepotLayer, LooseLayer, type LoosePlace } from './place-layers.tsx';
import { type Reach, ReachControl } from './reach-control.tsx';
import { ReachLayer } from './reach-layer.tsx';
import type { RouteLines } from './route-features.ts';
import { RouteLayers } from './route-layers.tsx';
import { SelectionCamera } from './selection-camera.tsx';
import { type HoveredStop, StopLayers } from './stop-layers.tsx';
import { TrackLayer } from './track-layer.tsx';
import { useShownLayers } from './use-shown-layers.ts';
import { VehicleLayer } from './vehicle-layer.tsx';

export interface DispatchMapProps {
  name: string;
  label: string;
  rows: readonly RouteRow[];
  shapes: readonly RouteLines[];
  /** Other plans' routes, drawn underneath without colour. */
  ghosts?: readonly RouteLines[];
  /** Where a vehicle really drove, as lines of [longitude, latitude]. */
  track?: readonly number[][][];
  loose: readonly LoosePlace[];
  locations: readonly Location[];
  selection: Selection | null;
  onSelect: (selection: Selection | null) => void;
  onOpenJob: (jobId: string) => void;
  /** By double click on a vehicle, or Enter on the map while one is chosen. */
  onOpenRow?: (row: RouteRow) => void;
  /** Chosen together with the lasso; the map offers it when it can be told of. */
  chosen?: ReadonlySet<string>;
  onChoose?: (jobIds: string[]) => void;
}

/** The day on the map: routes, stops, vehicles, depots and what is not placed, each a layer that can be hidden. */
export function DispatchMap(props: DispatchMapProps) {
  const { name, label, rows, shapes, ghosts = [], loose, locations, selection, onSelect, onOpenJob } = props;
  const { chosen = nobody, onChoose, onOpenRow, track = noTrack } = props;
  const [drawing, setDrawing] = useState(false);
  const stopDrawing = useCallback(() => setDrawing(false), []);
  const { organisation } = useOrganisation();
  const { scheme } = useColorScheme();
  const [shown, toggle] = useShownLayers();
  const [reach, setReach] = useState<Reach | null>(null);
  const [hovered, setHovered] = useState<HoveredStop | null>(null);
  const { southWest, northEast } = organisation.map.bounds;
  const focusKey = focusOf(rows, selection);
  const selectedId = selection?.id ?? null;

  const selectRow = (key: string) => {
    const row = rows.find((one) => one.key === key);
    if (row?.vehicleId) onSelect({ kind: 'vehicle', id: row.vehicleId });
    else if (row?.itineraryId) onSelect({ kind: 'itinerary', id: row.itineraryId });
  };

  const openRow = (key: string | null) => {
    const row = rows.find((one) => one.key === key);
    if (row) onOpenRow?.(row);
  };

  return (
    <MapView
      className={styles.map}
      mapStyle={scheme === 'dark' ? organisation.map.darkStyleUrl : organisation.map.styleUrl}
      start={{ points: [southWest, northEast] }}
      label={label}
      rememberAs={name}
      attribution={organisation.map.attribution}
    >
      <MapImages scheme={scheme}>
        {shown.areas && <WatchedAreas />}
        {reach && <ReachLayer reach={reach} locations={locations} />}
        {shown.routes && <GhostLayer ghosts={ghosts} />}
        {shown.routes && <RouteLayers rows={rows} shapes={shapes} focusKey={focusKey} onRow={selectRow} />}
        {shown.routes && <TrackLayer lines={track} />}
        {shown.depots && <DepotLayer locations={locations} />}
        {shown.unplaced && (
          <LooseLayer
            places={loose}
            selectedId={selectedId}
            chosen={chosen}
            onJob={(id) => onSelect({ kind: 'job', id })}
            onOpenJob={onOpenJob}
          />
        )}
        {shown.stops && (
          <StopLayers
            rows={rows}
            focusKey={focusKey}
            selectedId={selectedId}
            chosen={chosen}
            onStop={(id, jobId) => onSelect(jobId ? { kind: 'job', id: jobId } : { kind: 'stop', id })}
            onOpenJob={onOpenJob}
            onHover={setHovered}
          />
        )}
        {shown.vehicles && <VehicleLayer rows={rows} focusKey={focusKey} onRow={selectRow} onOpenRow={openRow} />}
      </MapImages>
      {hovered && (
        <MapMarker at={hovered.point} anchor="bottom">
          <span className={styles.tip}>{hovered.label}</span>
        </MapMarker>
      )}
      <MapEnter onEnter={() => openRow(focusKey)} />
      <FirstLook name={name} rows={rows} loose={loose} />
      <SelectionCamera rows={rows} loose={loose} selection={selection} />
      {drawing && onChoose && (
        <Lasso
          rows={rows}
          loose={loose}
          onCaught={(jobIds) => {
            setDrawing(false);
            onChoose(jobIds);
          }}
          onGiveUp={stopDrawing}
        />
      )}
      <div className={styles.controls}>
        <LayerToggles shown={shown} onToggle={toggle} />
        <MapControls rows={rows} loose={loose} />
        <ReachControl reach={reach} locations={locations} onChange={setReach} />
        {onChoose && <LassoButton drawing={drawing} onPress={() => setDrawing(!drawing)} />}
      </div>
    </MapView>
  );
}

/** Enter on the map itself. */
function MapEnter({ onEnter }: { onEnter: () => void }) {
  const { map } = useMapState();
  const latest = useRef(onEnter);
  latest.current = onEnter;
  useEffect(() => {
    const canvas = map.getCanvas();
    const press = ({ key }: KeyboardEvent) => key === 'Enter' && latest.current();
    canvas.addEventListener('keydown', press);
    return () => canvas.removeEventListener('keydown', press);
  }, [map]);
  return null;
}

const nobody: ReadonlySet<string> = new Set();
const noTrack: readonly number[][][] = [];

/** The row that the selection is about: a chosen vehicle steps forward, a chosen job does not. */
function focusOf(rows: readonly RouteRow[], selection: Selection | null): string | null {
  if (selection?.kind !== 'vehicle' && selection?.kind !== 'itinerary') return null;
  return rows.find((row) => row.vehicleId === selection.id || row.itineraryId === selection.id)?.key ?? null;
}
