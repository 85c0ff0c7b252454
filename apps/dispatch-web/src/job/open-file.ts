import type { Attachment } from '@roundsman/api-contract';
import { fileEndpoints } from '@roundsman/client';
import { client } from '../session/client.ts';

/** Long enough for the browser to have taken it. */
const KEPT_MILLISECONDS = 60_000;

/** Files need the member's token: fetched, then a picture is shown in a tab of its own and a paper saved under its name. */
export async function openFile({ fileId, name, contentType }: Attachment): Promise<void> {
  const file = await client.bytes(fileEndpoints.get, {
    params: { fileId },
    attemptMilliseconds: 60_000,
    budgetMilliseconds: 90_000,
  });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  if (contentType.startsWith('image/')) {
    link.target = '_blank';
    link.rel = 'noreferrer';
  } else link.download = name ?? 'attachment.pdf';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
}
