/** What the server tells the program that started it; printed when nobody did. */
export type Announcement =
  | { readonly kind: 'progress'; readonly text: string }
  /** Links and other lines for people, each printed as `Name: value`. */
  | {
      readonly kind: 'ready';
      readonly url: string;
      /** Where the edge program keeps its own folder too. */
      readonly dataFolder: string;
      /** What a program on this machine must trust to speak with the platform over HTTPS. */
      readonly authorityFile: string | null;
      /** True when the installation shows the sample organisation. */
      readonly sample: boolean;
      readonly links: readonly StartLine[];
    }
  | { readonly kind: 'refused'; readonly what: string; readonly remedy: string }
  | { readonly kind: 'failed'; readonly error: string };

export interface StartLine {
  readonly name: string;
  readonly value: string;
}

/** `sent` is called when the word has left the process, which may then end. */
export function announce(announcement: Announcement, sent: () => void = () => {}): void {
  if (process.send) process.send(announcement, () => sent());
  else process.stdout.write(`${inWords(announcement)}\n`, () => sent());
}

function inWords(announcement: Announcement): string {
  switch (announcement.kind) {
    case 'progress':
      return announcement.text;
    case 'ready':
      return announcement.links.map(({ name, value }) => `${name}: ${value}`).join('\n');
    case 'refused':
      return `${announcement.what} ${announcement.remedy}`;
    case 'failed':
      return `The platform could not start: ${announcement.error}`;
  }
}
