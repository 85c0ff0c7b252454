import type { AnswerOf, BodyOf, brandingEndpoints } from '@roundsman/api-contract';
import { eq } from 'drizzle-orm';
import type { ReadWork, Work } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { organisations } from '../accounts/schema.ts';
import { addLogoFile, type LogoFacts, readLogos, type StoredLogo, speaksAsOrganisation } from './logos.ts';
import { getMerchant, listMerchants } from './merchants.ts';
import { merchants } from './schema.ts';

type Branding = AnswerOf<(typeof brandingEndpoints)['get']>;
type Change = BodyOf<(typeof brandingEndpoints)['change']>;

/** Names, colours and logos: the organisation's and its merchants'; `scope` is the one merchant the asker may know. */
export async function readBranding(work: ReadWork, scope: string | null): Promise<Branding> {
  const organisation = await getOrganisation(work);
  const shown = (await listMerchants(work)).filter(({ id }) => scope === null || id === scope);
  const logos = await readLogos(work, [organisation.logoFileId, ...shown.map(({ logoFileId }) => logoFileId)]);
  const own = { ...organisation, id: null, ownGoods: true };
  return {
    replyToEmail: organisation.replyToEmail,
    supportPhone: organisation.supportPhone,
    brands: [own, ...shown].map(({ id, name, senderName, accentColour, logoFileId, ownGoods }) => ({
      merchantId: id,
      name,
      senderName,
      accentColour,
      logo: logos.get(logoFileId ?? '') ?? null,
      speaksAsOrganisation: speaksAsOrganisation({ senderName, ownGoods }),
    })),
  };
}

/** The organisation's own; a merchant's name and colour are changed with the merchant. */
export async function changeBranding(work: Work, change: Change): Promise<void> {
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0) return;
  await work.db.update(organisations).set(set).where(eq(organisations.id, work.organisationId));
  tell(work, null, Object.keys(set));
}

/** Problem 404 `merchant_unknown`. */
export async function setLogo(work: Work, merchantId: string | null, picture: StoredLogo): Promise<LogoFacts> {
  if (merchantId !== null) await getMerchant(work, merchantId);
  const logo = await addLogoFile(work, picture);
  await pointAt(work, merchantId, logo.fileId);
  return logo;
}

/** Without one nothing happens. Problem 404 `merchant_unknown`. */
export async function removeLogo(work: Work, merchantId: string | null): Promise<void> {
  const { logoFileId } = merchantId === null ? await getOrganisation(work) : await getMerchant(work, merchantId);
  if (logoFileId !== null) await pointAt(work, merchantId, null);
}

async function pointAt(work: Work, merchantId: string | null, logoFileId: string | null): Promise<void> {
  if (merchantId === null) {
    await work.db.update(organisations).set({ logoFileId }).where(eq(organisations.id, work.organisationId));
  } else {
    await work.db.update(merchants).set({ logoFileId }).where(eq(merchants.id, merchantId));
  }
  tell(work, merchantId, ['logo']);
}

function tell(work: Work, merchantId: string | null, fields: string[]): void {
  if (merchantId === null) {
    const subject = { kind: 'organisation', id: work.organisationId } as const;
    work.emit({ type: 'organisation.changed', subject, data: { fields } });
  } else work.emit({ type: 'merchant.changed', subject: { kind: 'merchant', id: merchantId }, data: { fields } });
}
