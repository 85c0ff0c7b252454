import { newId, type Work } from '../../../platform/index.ts';
import { administratorsOf, getOrganisation } from '../../accounts/index.ts';
import { emailFrame, escapeHtml } from '../render/email-frame.ts';
import { messages } from '../schema.ts';
import { queueForSending } from '../sending/queue-for-sending.ts';

/** What the installation has to say to the people who run an organisation: not to its customers, and about no job. */
export interface StaffNotice {
  readonly subject: string;
  /** Paragraphs of plain text. */
  readonly paragraphs: readonly string[];
}

/** After this it is old news. */
const USEFUL_MILLISECONDS = 2 * 86_400_000;

/** In the frame of every e-mail: one without HTML is no e-mail that a provider would take. */
async function asPage(language: string, sender: string, { subject, paragraphs }: StaffNotice): Promise<string> {
  const fill = await emailFrame(false);
  const words = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('');
  const none = { button: '', link: '', facts: '', why: '' };
  const heading = escapeHtml(subject.charAt(0).toLocaleUpperCase(language) + subject.slice(1));
  const preview = escapeHtml(paragraphs[0] ?? '');
  return fill(
    { ...none, language, subject: heading, preview, sender: escapeHtml(sender), heading, paragraphs: words },
    null,
  );
}

/** Writes an e-mail to every administrator who can sign in. Returns how many there are. */
export async function tellAdministrators(work: Work, { subject, paragraphs }: StaffNotice): Promise<number> {
  const people = await administratorsOf(work);
  if (people.length === 0) return 0;
  const { locale, name } = await getOrganisation(work);
  const html = await asPage(locale, name, { subject, paragraphs });
  const rows = people.map((person) => ({
    organisationId: work.organisationId,
    id: newId(),
    origin: 'desk' as const,
    trigger: null,
    channel: 'email' as const,
    purpose: 'service' as const,
    language: locale,
    toAddress: person.email,
    toName: person.name,
    subject: `${name}: ${subject}`,
    text: paragraphs.join('\n\n'),
    html,
    variables: {},
    state: 'queued' as const,
    stateChangedAt: work.now,
    notBefore: null,
    notAfter: new Date(work.now.getTime() + USEFUL_MILLISECONDS),
    nextAttemptAt: work.recordedAt,
    queuedAt: work.now,
  }));
  await work.db.insert(messages).values(rows);
  await queueForSending(work, rows);
  return people.length;
}
