import * as maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { boundsOf, type Camera } from './camera.ts';
import { MapContext, type MapState } from './map-context.ts';
import styles from './map-view.module.css';

maplibregl.setWorkerUrl(workerUrl);

export interface MapViewProps {
  /** URL of a MapLibre style, or the style itself (keep its identity: a new object is a new style). */
  mapStyle: string | maplibregl.StyleSpecification;
  /** Where to look at first. Later values are not followed; move the map with `showPoints` or its own methods. */
  start: Camera;
  /** What the map shows, for those who do not see it. */
  label: string;
  /** The camera is found again under this name when the map comes back within the session. */
  rememberAs?: string;
  /** Beside what the style's sources ask for. */
  attribution?: string;
  interactive?: boolean;
  /** Once, when the style has loaded and layers can be added. */
  onReady?: (map: maplibregl.Map) => void;
  /** Stands in the place of a map that cannot be drawn: a list of the same things, if there is one. */
  fallback?: ReactNode;
  className?: string;
  /** Sources, layers, markers, and what lies over the map. */
  children?: ReactNode;
}

type Trouble = 'no_webgl' | 'no_style';

const rememberedCameras = new Map<string, Pick<maplibregl.CameraOptions, 'center' | 'zoom' | 'bearing' | 'pitch'>>();
const emptyStyle: maplibregl.StyleSpecification = { version: 8, sources: {}, layers: [] };

/** A MapLibre map that keeps its camera, follows its box and the style, and says so when it cannot be drawn. */
export function MapView(props: MapViewProps) {
  const { mapStyle, label, className, children, fallback } = props;
  const box = useRef<HTMLDivElement>(null);
  const first = useRef(props);
  first.current = props;
  const [state, setState] = useState<MapState | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const map = useRef<maplibregl.Map | null>(null);
  const styleArrived = useRef(false);
  const shownStyle = useRef<MapViewProps['mapStyle']>(mapStyle);

  useEffect(() => {
    if (!box.current) return;
    const made = createMap(box.current, first.current);
    if (!made) {
      setTrouble('no_webgl');
      return;
    }
    map.current = made;
    shownStyle.current = first.current.mapStyle;
    let generation = 0;
    made.on('style.load', () => {
      styleArrived.current = true;
      generation += 1;
      setState({ map: made, styleGeneration: generation });
      if (generation === 1) first.current.onReady?.(made);
    });
    made.on('error', (event) => {
      console.warn('map:', event.error);
      // A tile that fails leaves a hole for a while; a style that fails would leave everything undrawn.
      if (styleArrived.current) return;
      setTrouble('no_style');
      made.setStyle(emptyStyle, { diff: false });
    });
    made.on('moveend', () => {
      const name = first.current.rememberAs;
      if (name === undefined) return;
      rememberedCameras.set(name, {
        center: made.getCenter(),
        zoom: made.getZoom(),
        bearing: made.getBearing(),
        pitch: made.getPitch(),
      });
    });
    return () => {
      setState(null);
      map.current = null;
      made.remove();
    };
  }, []);

  useEffect(() => {
    if (!map.current || shownStyle.current === mapStyle) return;
    shownStyle.current = mapStyle;
    styleArrived.current = false;
    setTrouble(null);
    map.current.setStyle(mapStyle, { diff: false });
  }, [mapStyle]);

  if (trouble === 'no_webgl') {
    return (
      <div className={`${styles.frame} ${className ?? ''}`}>
        <div className={styles.absent} role="note">
          <p className={styles.absentTitle}>The map cannot be drawn here.</p>
          <p>This browser offers no WebGL 2, which the map needs. Everything else works without it.</p>
          {fallback}
        </div>
      </div>
    );
  }
  return (
    <section className={`${styles.frame} ${className ?? ''}`} aria-label={label}>
      <div ref={box} className={styles.map} />
      {trouble === 'no_style' && (
        <p className={styles.banner} role="status">
          The base map could not be loaded; what lies on it is shown without streets.
        </p>
      )}
      {state && <MapContext value={state}>{children}</MapContext>}
    </section>
  );
}

function createMap(container: HTMLElement, props: MapViewProps): maplibregl.Map | null {
  try {
    const map = new maplibregl.Map({
      container,
      style: props.mapStyle,
      interactive: props.interactive ?? true,
      attributionControl: { compact: false, ...(props.attribution && { customAttribution: props.attribution }) },
      dragRotate: false,
      pitchWithRotate: false,
      ...startCamera(props),
    });
    map.touchZoomRotate.disableRotation();
    map.getCanvas().setAttribute('aria-label', props.label);
    return map;
  } catch {
    // The constructor throws when the browser gives no WebGL 2 context, and only then.
    return null;
  }
}

function startCamera({ start, rememberAs }: MapViewProps): Partial<maplibregl.MapOptions> {
  const remembered = rememberAs === undefined ? undefined : rememberedCameras.get(rememberAs);
  if (remembered) return remembered;
  if ('center' in start) return { center: start.center, zoom: start.zoom };
  const bounds = boundsOf(start.points);
  return bounds ? { bounds, fitBoundsOptions: { padding: 48, maxZoom: 16 } } : { center: [0, 0], zoom: 1 };
}
