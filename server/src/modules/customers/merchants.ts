import { asc, eq, isNull } from 'drizzle-orm';
import { keepStatement } from '../../platform/database/index.ts';
import {
  newId,
  type PageWish,
  Problem,
  type ReadWork,
  type RowsOfPage,
  readPage,
  type Work,
} from '../../platform/index.ts';
import { merchants } from './schema.ts';

export type MerchantRow = typeof merchants.$inferSelect;

const openMerchants = keepStatement('open_merchants', (db) =>
  db.select().from(merchants).where(isNull(merchants.closedAt)).orderBy(asc(merchants.code)),
);

export const listMerchants = (work: ReadWork): Promise<MerchantRow[]> => openMerchants(work.db, {});

/** A page of the same; of one alone for who may know no other. Problem 422 `cursor_invalid`. */
export const pageOfMerchants = (
  work: ReadWork,
  wish: PageWish,
  own: string | null,
): Promise<RowsOfPage<MerchantRow>> => {
  const scope = own === null ? undefined : eq(merchants.id, own);
  return readPage(work, merchants, { by: merchants.code, where: isNull(merchants.closedAt), scope }, wish);
};

export async function getMerchant(work: ReadWork, merchantId: string): Promise<MerchantRow> {
  const [row] = await work.db.select().from(merchants).where(eq(merchants.id, merchantId));
  if (!row) throw new Problem({ status: 404, code: 'merchant_unknown', title: 'There is no such merchant' });
  return row;
}

export interface NewMerchant {
  readonly code: string;
  readonly name: string;
  readonly senderName?: string | undefined;
  readonly accentColour?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** The organisation's own goods; at most one merchant is. */
  readonly ownGoods?: boolean | undefined;
}

/** A client of the organisation. A retailer that delivers its own goods has one: itself. */
export async function createMerchant(work: Work, input: NewMerchant): Promise<string> {
  const id = newId();
  await work.db
    .insert(merchants)
    .values({ ...input, organisationId: work.organisationId, id, createdAt: work.recordedAt });
  work.emit({ type: 'merchant.created', subject: { kind: 'merchant', id } });
  return id;
}

/**
 * The merchant that a new thing belongs to: the one named, else the asker's own, else the only one or the organisation's
 * own goods. `scope` is the merchant whose rows alone the asker may touch. Problem 422 `merchant_unknown`.
 */
export async function resolveMerchant(
  work: ReadWork,
  named: string | null | undefined,
  scope: string | null,
): Promise<MerchantRow> {
  const open = (await listMerchants(work)).filter(({ id }) => scope === null || id === scope);
  const merchant = named ? open.find(({ id }) => id === named) : defaultMerchant(open);
  if (merchant) return merchant;
  throw new Problem({
    status: 422,
    code: 'merchant_unknown',
    title: named ? 'There is no such merchant' : 'Several merchants: say whose job it is',
    fields: [
      {
        field: 'body.merchantId',
        code: 'merchant_unknown',
        message: named ? 'No merchant with this id' : 'Whose goods these are is not said',
        remedy: `One of: ${open.map(({ name, id }) => `${name} (${id})`).join(', ')}`,
      },
    ],
  });
}

/** Whose goods they are when nobody says: the only merchant's, else the organisation's own. */
export function defaultMerchant(open: readonly MerchantRow[]): MerchantRow | undefined {
  return open.length === 1 ? open[0] : open.find(({ ownGoods }) => ownGoods);
}
