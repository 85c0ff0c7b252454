/** The parts of VROOM's JSON that are read and written (its docs/API.md). Durations in seconds, distances in meters, costs without unit. */

export type VroomWindow = readonly [start: number, end: number];

export interface VroomPlace {
  readonly location?: readonly [lon: number, lat: number];
  readonly location_index?: number;
}

export interface VroomStep extends VroomPlace {
  readonly id: number;
  readonly description?: string;
  readonly setup?: number;
  readonly service?: number;
  readonly time_windows?: readonly VroomWindow[];
}

export interface VroomJob extends VroomStep {
  readonly delivery?: readonly number[];
  readonly pickup?: readonly number[];
  /** Of old files: a delivery. */
  readonly amount?: readonly number[];
  readonly skills?: readonly number[];
  readonly priority?: number;
}

export interface VroomShipment {
  readonly pickup: VroomStep;
  readonly delivery: VroomStep;
  readonly amount?: readonly number[];
  readonly skills?: readonly number[];
  readonly priority?: number;
}

export interface VroomVehicle {
  readonly id: number;
  readonly profile?: string;
  readonly description?: string;
  readonly start?: readonly [lon: number, lat: number];
  readonly start_index?: number;
  readonly end?: readonly [lon: number, lat: number];
  readonly end_index?: number;
  readonly capacity?: readonly number[];
  readonly costs?: {
    readonly fixed?: number;
    readonly per_hour?: number;
    readonly per_km?: number;
    readonly per_task_hour?: number;
  };
  readonly skills?: readonly number[];
  readonly time_window?: VroomWindow;
  readonly breaks?: readonly {
    readonly id: number;
    readonly time_windows?: readonly VroomWindow[];
    readonly service?: number;
    readonly max_load?: readonly number[];
  }[];
  readonly speed_factor?: number;
  readonly max_tasks?: number;
  readonly max_travel_time?: number;
  readonly max_distance?: number;
  readonly steps?: readonly unknown[];
}

export interface VroomMatrices {
  readonly durations?: readonly (readonly number[])[];
  readonly distances?: readonly (readonly number[])[];
  readonly costs?: readonly (readonly number[])[];
}

export interface VroomInput {
  readonly jobs?: readonly VroomJob[];
  readonly shipments?: readonly VroomShipment[];
  readonly vehicles: readonly VroomVehicle[];
  readonly matrices?: Readonly<Record<string, VroomMatrices>>;
}
