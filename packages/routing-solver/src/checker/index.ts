export interface Violation {
  /** Name of the rule, as in the checker's clause. */
  readonly rule: string;
  readonly detail: string;
  readonly vehicleId?: string;
  readonly jobId?: string;
}
