import type { GeoJSONSource, GeoJSONSourceSpecification } from 'maplibre-gl';
import { createContext, type ReactNode, useEffect, useRef, useState } from 'react';
import { diffFeatures, type MapFeatures } from './diff-features.ts';
import { useMapState } from './map-context.ts';

export interface GeoJsonSourceProps {
  /** Unique on the map; another id is another source (give it a `key`). */
  id: string;
  /** Immutable: the same object means no change, the same feature object means that feature did not change. */
  data: MapFeatures;
  /** Read once: clustering, tolerance, buffer … */
  options?: Omit<GeoJSONSourceSpecification, 'type' | 'data' | 'promoteId'>;
  /** `<MapLayer>`s that draw it. */
  children?: ReactNode;
}

export const SourceContext = createContext<string | null>(null);

/** Data on the map. A change sends only the features that differ; a new style gets the source again. */
export function GeoJsonSource({ id, data, options, children }: GeoJsonSourceProps) {
  const { map, styleGeneration } = useMapState();
  const [addedIn, setAddedIn] = useState(0);
  const latest = useRef({ data, options });
  latest.current = { data, options };
  const shown = useRef<MapFeatures>(data);

  useEffect(() => {
    if (!map.getSource(id)) {
      shown.current = latest.current.data;
      map.addSource(id, { ...latest.current.options, type: 'geojson', data: shown.current, promoteId: 'id' });
    }
    setAddedIn(styleGeneration);
    return () => {
      // React cleans parents before children, so layers that still draw the source go first.
      for (const layer of map.getLayersOrder().map((layerId) => map.getLayer(layerId))) {
        if (layer?.source === id) map.removeLayer(layer.id);
      }
      if (map.getSource(id)) map.removeSource(id);
    };
  }, [map, styleGeneration, id]);

  useEffect(() => {
    const source = map.getSource<GeoJSONSource>(id);
    if (!source || addedIn !== styleGeneration) return;
    const change = diffFeatures(shown.current, data);
    shown.current = data;
    if (change === 'none') return;
    // Both settle when the worker has drawn; a source removed meanwhile rejects, and then nobody waits for it.
    const drawn = change === 'all' ? source.setData(data) : source.updateData(change);
    Promise.resolve(drawn).catch(() => undefined);
  }, [map, styleGeneration, addedIn, id, data]);

  return addedIn === styleGeneration ? <SourceContext value={id}>{children}</SourceContext> : null;
}
