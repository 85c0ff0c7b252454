/** What deciding needs from outside. */
export interface DecideOptions {
  /** What stands before the token of a tracker link: `https://track.example/track/`. */
  readonly trackerUrl: string;
}
