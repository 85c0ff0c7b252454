import { createHash } from 'node:crypto';
import { closeSync, cpSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StatusDocument } from '@roundsman/api-contract';
import { badge } from './badge.ts';
import { feedFiles } from './feeds.ts';
import { statuspageDocuments } from './statuspage-v2.ts';
import { summaryPage } from './summary-page.ts';

/**
 * The whole status page as files in one folder: any file host can serve a copy of it. `status.json` is written last, so
 * that it never speaks of what the other files do not know.
 */
export interface Publisher {
  /** Throws when a file could not be written; what is served from here is new nevertheless. */
  publish(document: StatusDocument): void;
  /** A document as it was published last, by its path below the folder. */
  read(path: string): PublishedFile | undefined;
}

export interface PublishedFile {
  text: string;
  /** Changes with the text. */
  tag: string;
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
  const published = new Map<string, PublishedFile>();
  const onDisk = new Map<string, string>();

  return {
    publish(document) {
      const files = printFiles(document, hasSite);
      for (const [path, text] of files) {
        const tag = createHash('sha256').update(text).digest('base64url').slice(0, 22);
        published.set(path, { text, tag });
      }
      for (const [path, text] of files) {
        if (onDisk.get(path) === text) continue;
        replaceFile(join(publicDirectory, path), text);
        onDisk.set(path, text);
      }
    },
    read: (path) => published.get(path),
  };
}

function printFiles(document: StatusDocument, hasSite: boolean): [path: string, text: string][] {
  const summary = summaryPage(document);
  const forClients = Object.entries(statuspageDocuments(document));
  return [
    ...forClients.map(([name, content]): [string, string] => [`api/v2/${name}`, JSON.stringify(content)]),
    ...feedFiles(document),
    ['badge.svg', badge(document.page.name, document.overall.state)],
    ...document.groups
      .flatMap((group) => group.components)
      .map(({ id, name, state }): [string, string] => [`components/${id}.svg`, badge(name, state)]),
    ['summary.html', summary],
    ...(hasSite ? [] : [['index.html', summary] as [string, string]]),
    ['status.json', JSON.stringify(document)],
  ];
}

/** Readers see the old file or the new one, never half of one, also after a power cut. */
function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o644);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
