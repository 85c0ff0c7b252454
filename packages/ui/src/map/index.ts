/** The map. Load it lazily (`lazy(() => import(…))`): MapLibre is larger than the rest of an app. */
export { type Bounds, boundsOf, type Camera, showPoints } from './camera.ts';
export { diffFeatures, type FeatureChange, type MapFeature, type MapFeatures } from './diff-features.ts';
export { GeoJsonSource, type GeoJsonSourceProps } from './geojson-source.tsx';
export { type MapState, useMapState } from './map-context.ts';
export { MapLayer, type MapLayerProps } from './map-layer.tsx';
export { MapMarker, type MapMarkerProps } from './map-marker.tsx';
export { MapView, type MapViewProps } from './map-view.tsx';
