import { closeSync, cpSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StatusDocument } from '@roundsman/api-contract';
import { atomFeed } from './atom-feed.ts';
import { statuspageDocuments } from './statuspage-v2.ts';
import { summaryPage } from './summary-page.ts';

/**
 * The whole status page as files in one folder: any file host can serve a copy of it. `status.json` is written last, so
 * that it never speaks of what the other files do not know.
 */
export interface Publisher {
  publish(document: StatusDocument): void;
}

/** `siteDirectory`: the built page, copied in once; without it the summary page stands in for it. */
export function openPublisher(publicDirectory: string, siteDirectory: string): Publisher {
  mkdirSync(publicDirectory, { recursive: true });
  const hasSite = existsSync(join(siteDirectory, 'index.html'));
  if (hasSite) {
    // Scripts carry their hash in the name: those of an older build would pile up.
    rmSync(join(publicDirectory, 'assets'), { recursive: true, force: true });
    cpSync(siteDirectory, publicDirectory, { recursive: true });
  }
  const written = new Map<string, string>();

  const write = (name: string, text: string) => {
    if (written.get(name) === text) return;
    replaceFile(join(publicDirectory, name), text);
    written.set(name, text);
  };

  return {
    publish(document) {
      const summary = summaryPage(document);
      for (const [name, content] of Object.entries(statuspageDocuments(document))) {
        write(join('api/v2', name), JSON.stringify(content));
      }
      write('feed.atom', atomFeed(document));
      write('summary.html', summary);
      if (!hasSite) write('index.html', summary);
      write('status.json', JSON.stringify(document));
    },
  };
}

/** Readers see the old file or the new one, never half of one, also after a power cut. */
export function replaceFile(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
