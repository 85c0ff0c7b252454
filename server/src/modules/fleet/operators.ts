import type { Operator } from '@roundsman/api-contract';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { isAmong, nextCode } from '../../platform/database/index.ts';
import {
  newId,
  type PageWish,
  Problem,
  type ReadWork,
  type RowsOfPage,
  readPage,
  type Work,
} from '../../platform/index.ts';
import { resolveBranch } from '../accounts/index.ts';
import { devices, operators } from './schema.ts';

export type NewOperator = Omit<Operator, 'id' | 'code' | 'devices'>;
export type OperatorChange = Partial<Omit<Operator, 'id' | 'code' | 'branchId' | 'devices'>>;

export async function listOperators(work: ReadWork): Promise<Operator[]> {
  return presentAll(work, await work.db.select().from(operators).orderBy(asc(operators.createdAt), asc(operators.id)));
}

/** A page of the same. Problem 422 `cursor_invalid`. */
export async function pageOfOperators(work: ReadWork, wish: PageWish): Promise<RowsOfPage<Operator>> {
  const { rows, next } = await readPage(work, operators, { by: operators.createdAt }, wish);
  return { rows: await presentAll(work, rows), next };
}

/** Problem 404 `operator_unknown`. */
export async function getOperator(work: ReadWork, operatorId: string): Promise<Operator> {
  const [operator] = await presentAll(work, await work.db.select().from(operators).where(eq(operators.id, operatorId)));
  if (!operator) throw new Problem({ status: 404, code: 'operator_unknown', title: 'There is no such operator' });
  return operator;
}

/** A driver until a vehicle's crew says otherwise. */
export async function createOperator(work: Work, input: NewOperator): Promise<Operator> {
  const branch = await resolveBranch(work, input.branchId);
  const id = newId();
  await work.db.insert(operators).values({
    organisationId: work.organisationId,
    id,
    branchId: branch.id,
    code: await nextCode(work, operators, 'O'),
    name: input.name,
    role: 'driver',
    phone: input.phone,
    skills: input.skills,
    createdAt: work.recordedAt,
    leftAt: input.active ? null : work.recordedAt,
  });
  work.emit({ type: 'operator.created', subject: { kind: 'operator', id } });
  return getOperator(work, id);
}

export async function updateOperator(work: Work, operatorId: string, change: OperatorChange): Promise<Operator> {
  await getOperator(work, operatorId);
  const { active, ...plain } = change;
  const set = { ...plain, ...(active === undefined ? {} : { leftAt: active ? null : work.recordedAt }) };
  if (Object.keys(set).length > 0) await work.db.update(operators).set(set).where(eq(operators.id, operatorId));
  work.emit({
    type: 'operator.changed',
    subject: { kind: 'operator', id: operatorId },
    data: { fields: Object.keys(change) },
  });
  return getOperator(work, operatorId);
}

async function presentAll(work: ReadWork, rows: readonly (typeof operators.$inferSelect)[]): Promise<Operator[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const paired = await work.db
    .select()
    .from(devices)
    .where(and(isAmong(devices.operatorId, ids), isNull(devices.revokedAt)));
  const devicesOf = Map.groupBy(paired, ({ operatorId }) => operatorId);
  return rows.map((row) => ({
    id: row.id,
    branchId: row.branchId,
    code: row.code,
    name: row.name,
    phone: row.phone,
    skills: row.skills,
    active: row.leftAt === null,
    devices: (devicesOf.get(row.id) ?? []).map(({ id, name, pairedAt, lastSeenAt }) => ({
      id,
      name: name ?? '',
      pairedAt: pairedAt.toISOString(),
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
    })),
  }));
}
