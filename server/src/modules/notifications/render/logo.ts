import type { LogoFacts } from '../../customers/index.ts';

/** The picture names its file, so that a message that waits keeps the logo it was written with. */
const NAMED = /cid:logo-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;

/** The sender's logo inside an e-mail; its name follows as text, so programs for the blind need no other. */
export function logoHtml(logo: LogoFacts | null): string {
  if (logo === null) return '';
  const { fileId, widthPixels, heightPixels } = logo;
  return `<img class="logo" src="cid:${logoContentId(fileId)}" alt="" width="${widthPixels}" height="${heightPixels}" style="display:block;border:0;margin:0 0 10px;width:${widthPixels}px;height:auto;max-width:100%">`;
}

export const logoContentId = (fileId: string): string => `logo-${fileId}`;

/** The files of the logos that an e-mail shows. */
export function logosIn(html: string): string[] {
  return [...new Set([...html.matchAll(NAMED)].map(([, fileId]) => fileId!))];
}

/** The e-mail as a page that carries its pictures itself, for those who look at it here; one that is gone shows nothing. */
export async function withShownLogos(html: string, read: (fileId: string) => Promise<Buffer | null>): Promise<string> {
  const pictures = await Promise.all(logosIn(html).map(async (fileId) => [fileId, await read(fileId)] as const));
  const shown = new Map(pictures);
  return html.replace(NAMED, (_, fileId: string) => {
    const png = shown.get(fileId);
    return `data:image/png;base64,${png?.toString('base64') ?? ''}`;
  });
}
