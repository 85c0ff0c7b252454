import type { FilterSpecification, LayerSpecification, MapGeoJSONFeature, MapLayerMouseEvent } from 'maplibre-gl';
import { useContext, useEffect, useRef } from 'react';
import { SourceContext } from './geojson-source.tsx';
import { useMapState } from './map-context.ts';

type DrawnLayer = Extract<LayerSpecification, { source: string }>;
type WithoutSource<L> = L extends DrawnLayer ? Omit<L, 'source' | 'source-layer' | 'metadata'> : never;

export type MapLayerProps = WithoutSource<DrawnLayer> & {
  /** Drawn under this layer; else on top of what is there. */
  beforeId?: string;
  /** The features under the pointer, topmost first; `feature.id` is the id of the data. */
  onClick?: (features: MapGeoJSONFeature[], event: MapLayerMouseEvent) => void;
  /** The topmost feature under the pointer, null when it has left. */
  onHover?: (feature: MapGeoJSONFeature | null, event: MapLayerMouseEvent) => void;
};

/** One way to draw the source around it. Paint, layout and filter follow the props; type and id do not change. */
export function MapLayer({ beforeId, onClick, onHover, ...layer }: MapLayerProps) {
  const { map } = useMapState();
  const source = useContext(SourceContext);
  if (source === null) throw new Error(`MapLayer ${layer.id}: no <GeoJsonSource> around it`);
  const latest = useRef({ layer, beforeId, onClick, onHover });
  latest.current = { layer, beforeId, onClick, onHover };
  const shown = useRef(layer);

  useEffect(() => {
    const { layer: wanted, beforeId: before } = latest.current;
    const id = wanted.id;
    shown.current = wanted;
    map.addLayer({ ...wanted, source } as LayerSpecification, before && map.getLayer(before) ? before : undefined);
    const subscriptions = [
      map.on('click', id, (event) => latest.current.onClick?.(event.features ?? [], event)),
      map.on('mousemove', id, (event) => latest.current.onHover?.(event.features?.[0] ?? null, event)),
      map.on('mouseenter', id, () => {
        if (latest.current.onClick) map.getCanvas().style.cursor = 'pointer';
      }),
      map.on('mouseleave', id, (event) => {
        map.getCanvas().style.cursor = '';
        latest.current.onHover?.(null, event);
      }),
    ];
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
      if (map.getLayer(id)) map.removeLayer(id);
    };
  }, [map, source]);

  useEffect(() => {
    const before = shown.current;
    if (before === layer || !map.getLayer(layer.id)) return;
    shown.current = layer;
    for (const [name, value] of changed<PaintProperties>(before.paint, layer.paint)) {
      map.setPaintProperty(layer.id, name, value);
    }
    for (const [name, value] of changed<LayoutProperties>(before.layout, layer.layout)) {
      map.setLayoutProperty(layer.id, name, value);
    }
    if (!same(filterOf(before), filterOf(layer))) map.setFilter(layer.id, filterOf(layer) ?? null);
  });

  return null;
}

function filterOf(layer: object): FilterSpecification | undefined {
  return 'filter' in layer ? (layer.filter as FilterSpecification | undefined) : undefined;
}

// All names of all kinds of layer, as the two setters take them: which of them a layer has, its own type has said.
type PaintProperties = UnionOf<NonNullable<DrawnLayer['paint']>>;
type LayoutProperties = UnionOf<NonNullable<DrawnLayer['layout']>>;
type UnionOf<T> = { [K in T extends unknown ? keyof T : never]?: T extends { [P in K]?: infer V } ? V : never };

/** Names whose values differ, with the value to set (undefined = the default again). */
function changed<P extends object>(before: P | undefined, after: P | undefined): [keyof P, P[keyof P]][] {
  const [old, young] = [before ?? {}, after ?? {}] as [P, P];
  const names = new Set([...Object.keys(old), ...Object.keys(young)]) as Set<keyof P>;
  return [...names].filter((name) => !same(old[name], young[name])).map((name) => [name, young[name]]);
}

// Style expressions are JSON, written inline in most callers: compare by value.
const same = (first: unknown, second: unknown) => first === second || JSON.stringify(first) === JSON.stringify(second);
