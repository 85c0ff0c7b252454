import { newId, type Work } from '../../../platform/index.ts';
import { administratorsOf, getOrganisation } from '../../accounts/index.ts';
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

/** Writes an e-mail to every administrator who can sign in. Returns how many there are. */
export async function tellAdministrators(work: Work, { subject, paragraphs }: StaffNotice): Promise<number> {
  const people = await administratorsOf(work);
  if (people.length === 0) return 0;
  const { locale, name } = await getOrganisation(work);
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
