import type { Attachment } from '@roundsman/api-contract';
import { fileEndpoints } from '@roundsman/client';
import { client } from '../session/client.ts';
import { saveFile } from '../session/save-file.ts';

/** Long enough for the browser to have taken it. */
const KEPT_MILLISECONDS = 60_000;

/** Files need the member's token: fetched, then a picture is shown in a tab of its own and a paper saved under its name. */
export async function openFile({ fileId, name, contentType }: Attachment): Promise<void> {
  // While the click still counts: a browser opens no tab seconds later, when a large picture is here at last.
  const tab = contentType.startsWith('image/') ? window.open('', '_blank') : null;
  const answer = { params: { fileId }, attemptMilliseconds: 60_000, budgetMilliseconds: 90_000 };
  const file = await client.bytes(fileEndpoints.get, answer).catch((error: unknown) => {
    tab?.close();
    throw error;
  });
  if (!tab) return saveFile(file, name ?? (contentType.startsWith('image/') ? 'picture' : 'attachment.pdf'));
  const url = URL.createObjectURL(file);
  tab.opener = null;
  tab.location.replace(url);
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
}
