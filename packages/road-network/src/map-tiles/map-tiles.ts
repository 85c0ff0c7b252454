/** Port: Mapbox Vector Tiles (version 2) of the base map. Layers: water, landuse, buildings, roads, railways, boundaries, places, addresses. */
export interface MapTiles {
  readonly minZoom: number;
  /** Beyond it the browser enlarges the last tiles. */
  readonly maxZoom: number;
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number];
  readonly attribution: string;
  /**
   * One tile as uncompressed protobuf (content type `application/vnd.mapbox-vector-tile`), null where the map has nothing: answer 204.
   * @throws RoadError `bad_request` off the grid
   */
  tile(z: number, x: number, y: number): Promise<Uint8Array | null>;
}
