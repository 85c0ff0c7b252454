import type { CrewStop } from '@roundsman/api-contract';
import { fileSize } from '@roundsman/ui';
import { navigation } from './navigation.ts';

type Attachment = NonNullable<CrewStop['job']>['attachments'][number];

/** What the office attached to a stop, by name. */
export function AttachmentList({ stop }: { stop: CrewStop }) {
  const attachments = stop.job?.attachments ?? [];
  if (attachments.length === 0) return null;
  return (
    <section className="attachments" aria-label="From the office">
      <h2>From the office</h2>
      {attachments.map((attachment) => (
        <button
          key={attachment.fileId}
          type="button"
          className="button"
          onClick={() => navigation.open({ name: 'attachment', stopId: stop.id, fileId: attachment.fileId })}
        >
          <span>{attachmentName(attachment)}</span>
          <small>
            {kindOf(attachment)}, {fileSize(attachment.bytes)}
          </small>
        </button>
      ))}
    </section>
  );
}

export const attachmentName = ({ name, contentType }: Attachment): string => name ?? kindOf({ contentType });
const kindOf = ({ contentType }: Pick<Attachment, 'contentType'>): string =>
  contentType.startsWith('image/') ? 'Picture' : 'PDF';
