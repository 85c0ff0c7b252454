/** What deciding needs from outside. */
export interface DecideOptions {
  /** What stands before the token of a tracker link: `https://track.example/track/`. */
  readonly trackerUrl: string;
  /** What stands before a token and `/unsubscribe`: `https://track.example/tracker-api/`. */
  readonly trackerApiUrl: string;
  /** What stands before the id of a job: `https://desk.example/jobs?job=`. */
  readonly deskJobUrl: string;
  /** SMS leave from a number that people can answer; a name of letters takes no answers. */
  readonly repliesReachUs: boolean;
  /** Told, once they are written, of how many messages of a live organisation. */
  readonly onWritten?: (organisationId: string, messages: number) => void;
}
