import type { Customer } from '@roundsman/api-contract';
import { dayLabel, Empty, Sentence } from '@roundsman/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JobsSearch } from '../jobs/jobs-search.ts';
import { FindField } from '../lists/find-field.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { ShowMore } from '../lists/show-more.tsx';
import tableStyles from '../lists/table.module.css';
import { customerListQuery } from '../queries/customers.ts';
import { rowsOf } from '../queries/jobs.ts';
import { CustomerPanel } from './customer-panel.tsx';
import styles from './customers.module.css';

/** Who receives: found by what the person on the telephone says, with their visits beside them. */
export function CustomersView() {
  const { who, customer } = useSearch({ from: '/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  const change = (next: Partial<JobsSearch>) =>
    void navigate({ to: '/jobs', search: (before) => ({ ...before, ...next }), replace: true });
  const query = useInfiniteQuery({ ...customerListQuery({ search: who }), placeholderData: keepPreviousData });
  const rows = rowsOf(query.data);
  return (
    <div className={styles.view}>
      <div className={styles.list}>
        <div className={styles.filters}>
          <Sentence>{foundWords(who, rows.length, query.hasNextPage)}</Sentence>
          <FindField
            what="customers"
            by="Name, number, e-mail or reference"
            value={who ?? ''}
            onFind={(text) => change({ who: text || undefined })}
          />
        </div>
        <QueryStates
          query={query}
          what="The customers"
          loadingRows={16}
          isEmpty={rows.length === 0}
          empty={
            <Empty title={who ? `Nobody is found by “${who}”.` : 'Nobody yet.'}>
              {who
                ? 'A part of the name, digits of the number, the whole e-mail address or reference.'
                : 'Whoever a released job is for becomes a customer.'}
            </Empty>
          }
        >
          <table className={tableStyles.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Phone</th>
                <th scope="col" className={styles.wide}>
                  E-mail
                </th>
                <th scope="col" className={styles.wide}>
                  Address
                </th>
                <th scope="col" className={tableStyles.number}>
                  To come
                </th>
                <th scope="col" className={`${tableStyles.number} ${styles.wide}`}>
                  In all
                </th>
                <th scope="col" className={styles.wide}>
                  Latest visit
                </th>
                <th scope="col" className={styles.wide}>
                  Merchant
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row
                  key={row.id}
                  customer={row}
                  chosen={row.id === customer}
                  onChoose={() => change({ customer: row.id })}
                />
              ))}
            </tbody>
          </table>
          <ShowMore shown={rows.length} query={query} />
        </QueryStates>
      </div>
      {customer && (
        <CustomerPanel
          key={customer}
          customerId={customer}
          onChoose={(id) => change({ customer: id })}
          onClose={() => change({ customer: undefined })}
        />
      )}
    </div>
  );
}

function Row({ customer, chosen, onChoose }: { customer: Customer; chosen: boolean; onChoose: () => void }) {
  const { name, phone, email, visits, merchantName, referenceId } = customer;
  return (
    <tr data-selected={chosen || undefined} onClick={onChoose}>
      <td className={styles.cut}>
        <button type="button" className={tableStyles.link} onClick={onChoose}>
          {name}
        </button>{' '}
        {referenceId && <span className={tableStyles.muted}>{referenceId}</span>}
      </td>
      <td>{phone ?? '–'}</td>
      <td className={`${styles.cut} ${styles.wide}`}>{email ?? '–'}</td>
      <td className={`${styles.cut} ${styles.wide}`}>{visits.lastAddress ?? '–'}</td>
      <td className={tableStyles.number}>{visits.open}</td>
      <td className={`${tableStyles.number} ${styles.wide}`}>{visits.all}</td>
      <td className={styles.wide}>{visits.lastDate ? dayLabel(visits.lastDate) : '–'}</td>
      <td className={styles.wide}>{merchantName}</td>
    </tr>
  );
}

function foundWords(who: string | undefined, shown: number, more: boolean): string {
  const number = `${more ? 'More than ' : ''}${shown.toLocaleString('en-GB')}`;
  const customers = shown === 1 && !more ? 'customer' : 'customers';
  return who ? `${number} ${customers} found by “${who}”` : `${number} ${customers}, the newest first`;
}
