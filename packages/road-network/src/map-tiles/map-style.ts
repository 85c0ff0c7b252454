export interface MapStyleOptions {
  /** With placeholders, absolute: `http://127.0.0.1:4000/map/tiles/{z}/{x}/{y}.pbf`. */
  readonly tilesUrl: string;
  readonly theme: 'light' | 'dark';
  readonly attribution?: string;
}

/** A complete MapLibre style (version 8) of the base map: no sprite, no glyph server, no address but `tilesUrl`. */
export function mapStyle(options: MapStyleOptions): Record<string, unknown> {
  const paper = options.theme === 'light' ? '#f6f5f1' : '#15181c';
  return {
    version: 8,
    name: `Roundsman ${options.theme}`,
    sources: {
      map: {
        type: 'vector',
        tiles: [options.tilesUrl],
        minzoom: 0,
        maxzoom: 16,
        attribution: options.attribution ?? '© OpenStreetMap contributors',
      },
    },
    layers: [{ id: 'paper', type: 'background', paint: { 'background-color': paper } }],
  };
}
