const SILENT = { type: '', color: false } as const;

/** Far above what this package itself allows, so that our limits are the ones people meet. */
const LIMITS = {
  max_distance: 25_000_000,
  max_locations: 2_000,
  max_matrix_distance: 25_000_000,
  max_matrix_location_pairs: 10_000_000,
} as const;

const COSTINGS_WITH_LIMITS = [
  'auto',
  'bicycle',
  'bikeshare',
  'bus',
  'motor_scooter',
  'motorcycle',
  'multimodal',
  'taxi',
  'transit',
  'truck',
];

/**
 * Valhalla's configuration; its own generator needs python3. Only roads for motor vehicles are kept: with paths in the
 * graph, places beside a footway became unreachable.
 */
export function valhallaConfig(
  tiles: { folder: string } | { tarFile: string },
  algorithm: 'timedistancematrix' | 'costmatrix' = 'timedistancematrix',
): object {
  return {
    mjolnir: {
      ...('folder' in tiles ? { tile_dir: tiles.folder } : { tile_extract: tiles.tarFile }),
      logging: SILENT,
      concurrency: 2,
      max_cache_size: 256 * 1024 * 1024,
      hierarchy: true,
      shortcuts: true,
      include_driving: true,
      include_driveways: true,
      include_bicycle: false,
      include_pedestrian: false,
      data_processing: {
        infer_internal_intersections: true,
        infer_turn_channels: true,
        apply_country_overrides: true,
        grid_divisions_within_tile: 32,
        use_admin_db: false,
      },
    },
    additional_data: { elevation: '' },
    loki: {
      actions: ['locate', 'route', 'sources_to_targets', 'isochrone', 'trace_route', 'trace_attributes', 'status'],
      use_connectivity: true,
      service_defaults: {
        radius: 0,
        minimum_reachability: 50,
        search_cutoff: 5_000,
        node_snap_tolerance: 5,
        street_side_tolerance: 5,
        street_side_max_distance: 1_000,
        heading_tolerance: 60,
      },
      logging: SILENT,
      service: { proxy: '' },
    },
    thor: { source_to_target_algorithm: algorithm, logging: SILENT, service: { proxy: '' } },
    odin: { logging: SILENT, service: { proxy: '' }, markup_formatter: { markup_enabled: false } },
    meili: {
      mode: 'auto',
      customizable: [],
      verbose: false,
      default: {
        sigma_z: 4.07,
        gps_accuracy: 5,
        beta: 3,
        max_route_distance_factor: 5,
        max_route_time_factor: 5,
        max_search_radius: 100,
        breakage_distance: 2_000,
        interpolation_distance: 10,
        search_radius: 50,
        geometry: false,
        route: true,
        turn_penalty_factor: 0,
      },
      auto: { turn_penalty_factor: 200, search_radius: 50 },
      logging: SILENT,
      grid: { size: 500, cache_size: 100_240 },
    },
    service_limits: {
      ...Object.fromEntries(COSTINGS_WITH_LIMITS.map((costing) => [costing, LIMITS])),
      pedestrian: { ...LIMITS, min_transit_walking_distance: 1, max_transit_walking_distance: 10_000 },
      status: { allow_verbose: false },
      skadi: { max_shape: 750_000, min_resample: 10 },
      isochrone: {
        max_contours: 4,
        max_time_contour: 120,
        max_distance: 25_000,
        max_locations: 1,
        max_distance_contour: 200,
      },
      trace: {
        max_distance: 200_000,
        max_gps_accuracy: 100,
        max_search_radius: 100,
        max_shape: 16_000,
        max_alternates: 3,
        max_alternates_shape: 100,
      },
      centroid: { max_distance: 200_000, max_locations: 5 },
      max_exclude_locations: 50,
      max_reachability: 100,
      max_radius: 200,
      max_timedep_distance: 500_000,
      max_timedep_distance_matrix: 0,
      max_alternates: 2,
      max_exclude_polygons_length: 10_000,
      max_distance_disable_hierarchy_culling: 0,
      hierarchy_limits: { allow_modification: false },
      allow_hard_exclusions: false,
    },
  };
}
