/** Routes as linked lists of nodes from their start to their end. */
export interface Links {
  readonly next: Int32Array;
  readonly prev: Int32Array;
}
