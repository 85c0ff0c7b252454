import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { StatusDocument } from '@roundsman/api-contract';
import type { HostedFile } from '../hosting/index.ts';
import { printTrafficGraph } from '../incidents/index.ts';
import { badge } from './badge.ts';
import { feedFiles } from './feeds.ts';
import { cacheControlOf, typeOf } from './file-kinds.ts';
import { replaceFile } from './replace-file.ts';
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
  /** Everything that any host needs to serve it: the built page first, `status.json` last. */
  files(): HostedFile[];
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
    files() {
      const documents = [...published].map(([path, { text }]) => hosted(path, Buffer.from(text)));
      const site = hasSite ? siteFiles(siteDirectory) : [];
      return [
        ...site,
        ...documents.filter(({ path }) => path !== LAST),
        ...documents.filter(({ path }) => path === LAST),
      ];
    },
  };
}

const LAST = 'status.json';

function siteFiles(directory: string): HostedFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => hosted(relative(directory, file).replaceAll('\\', '/'), readFileSync(file)));
}

const hosted = (path: string, body: Buffer): HostedFile => ({
  path,
  body,
  type: typeOf(path),
  cacheControl: cacheControlOf(path),
});

function printFiles(document: StatusDocument, hasSite: boolean): [path: string, text: string][] {
  const summary = summaryPage(document);
  const forClients = Object.entries(statuspageDocuments(document));
  return [
    ...forClients.map(([name, content]): [string, string] => [`api/v2/${name}`, JSON.stringify(content)]),
    ...feedFiles(document),
    ...graphFiles(document),
    ['badge.svg', badge(document.page.name, document.overall.state)],
    ...document.groups
      .flatMap((group) => group.components)
      .map(({ id, name, state }): [string, string] => [`components/${id}.svg`, badge(name, state)]),
    ['summary.html', summary],
    ...(hasSite ? [] : [['index.html', summary] as [string, string]]),
    ['status.json', JSON.stringify(document)],
  ];
}

/** The traffic of each incident that has a post-mortem. */
function graphFiles(document: StatusDocument): [path: string, text: string][] {
  const names = new Map(document.groups.flatMap((group) => group.components).map(({ id, name }) => [id, name]));
  return document.history.flatMap(({ id, postMortem }): [string, string][] => {
    const records = postMortem?.records;
    const graph = records && printTrafficGraph(records, (componentId) => names.get(componentId) ?? componentId);
    return graph ? [[`post-mortems/${id}.svg`, graph]] : [];
  });
}
