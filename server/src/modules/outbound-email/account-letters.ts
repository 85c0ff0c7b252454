import type { MessageLanguage } from '@roundsman/delivery-rules';
import type { EmailMessage, HandOverResult } from '@roundsman/message-delivery';
import type { Database } from '../../platform/index.ts';
import type { TaskHandler } from '../../platform/task-queue/index.ts';
import {
  issueLink,
  LETTER_TASK,
  type Letter,
  linkUrl,
  type MemberLinkKind,
  readLetter,
  recordLetter,
} from '../accounts/index.ts';
import { emailFrame, escapeHtml, HAND_OVER_BUDGET_SECONDS } from '../notifications/index.ts';
import { LETTER_WORDS } from './letter-words/index.ts';
import type { EmailSending } from './outbound-email.ts';

export interface LetterOptions {
  readonly database: Database;
  readonly publicUrl: string;
}

/**
 * Hands one letter over. The secret in its link is made anew for every try and stored as a hash alone, so that no row and
 * no task holds what opens an account; a second e-mail after a crash brings a second link, and both open.
 */
export function accountLettersTask({ database, publicUrl }: LetterOptions, sending: EmailSending): TaskHandler {
  return {
    name: LETTER_TASK,
    lane: { name: 'messages', workers: 3 },
    async run(payload, { attempt, maxAttempts }) {
      const { organisationId, letterId } = payload as { organisationId: string; letterId: string };
      const scope = { organisationId, actor: { kind: 'system', id: 'outbound-email' } } as const;
      const prepared = await database.transact(scope, async (work) => {
        const letter = await readLetter(work, letterId);
        if (letter === null) return null;
        const kind = linkOf(letter);
        const { memberId, emailChangeId } = letter;
        const secret = kind && (await issueLink(work, memberId, kind, emailChangeId)).secret;
        return { letter, link: secret === null ? publicUrl : linkUrl(publicUrl, secret), writtenAt: work.recordedAt };
      });
      if (prepared === null) return;
      const email = await composeLetter(prepared, sending.fromAddress);
      const { result, provider } = await handOver(sending, prepared.letter, email, `${letterId}-${attempt}`);
      const passes = result.outcome === 'failed' && attempt < maxAttempts;
      await database.transact(scope, (work) =>
        recordLetter(work, letterId, {
          state: result.outcome === 'accepted' ? 'handed_over' : passes ? 'queued' : 'failed',
          provider,
          failure: result.outcome === 'accepted' ? null : result.detail.slice(0, 500),
        }),
      );
      if (passes) throw new Error(`The letter was not taken by ${provider}: ${result.reason}`);
    },
  };
}

/** What the link in it opens, or null for letters that only tell. */
function linkOf({ matter, kind }: Letter): MemberLinkKind | null {
  if (matter === 'email_in_use') return null;
  if (kind === 'email_changed') return 'email_undo';
  return kind === 'invitation' || kind === 'password_reset' || kind === 'email_confirm' ? kind : null;
}

async function handOver(
  { providers }: EmailSending,
  { organisation }: Letter,
  email: EmailMessage,
  idempotencyKey: string,
): Promise<{ result: HandOverResult; provider: string }> {
  const options = { idempotencyKey, budgetSeconds: HAND_OVER_BUDGET_SECONDS, urgent: true };
  const { live, sandbox } = providers;
  if (organisation.kind === 'sandbox') return { result: await sandbox.send(email, options), provider: sandbox.name };
  return live.handOver(live.plan({ urgent: true }), true, options, (provider, budget) => provider.send(email, budget));
}

async function composeLetter(
  { letter, link, writtenAt }: { letter: Letter; link: string; writtenAt: Date },
  fromAddress: string,
): Promise<EmailMessage> {
  const { recipient, organisation, matter, about } = letter;
  const language = languageOf(recipient.locale ?? organisation.locale);
  const { subject, paragraphs, button } = LETTER_WORDS[language][matter](organisation.name, recipient.name, about);
  const fill = await emailFrame(button !== null);
  const html = fill(
    {
      language,
      subject: escapeHtml(subject),
      preview: escapeHtml(paragraphs[0]!),
      sender: escapeHtml(organisation.name),
      heading: escapeHtml(subject),
      paragraphs: paragraphs.map((words) => `<p>${escapeHtml(words)}</p>`).join(''),
      button: escapeHtml(button ?? ''),
      link: escapeHtml(link),
      facts: '',
      why: '',
    },
    organisation.accentColour,
  );
  return {
    from: { name: organisation.name, address: fromAddress },
    to: { name: recipient.name, address: recipient.email },
    subject,
    text: [...paragraphs, ...(button === null ? [] : [`${button}: ${link}`])].join('\n\n'),
    html,
    language,
    writtenAt,
  };
}

function languageOf(locale: string): MessageLanguage {
  const [language] = locale.split('-');
  return language !== undefined && language in LETTER_WORDS ? (language as MessageLanguage) : 'en';
}
