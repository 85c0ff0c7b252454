import { Select } from '@mantine/core';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemAt } from './form-problems.ts';
import type { PartProps } from './part.ts';
import { useMerchants } from './use-merchants.ts';

/** Whose goods, and which branch does it: asked only where there are several. */
export function WhoseFields({ values, problems, onChange }: PartProps) {
  const { organisation } = useOrganisation();
  const merchants = useMerchants();
  return (
    <>
      {merchants.length > 1 && (
        <Select
          label="Whose goods"
          searchable
          data={merchants.map(({ id, name }) => ({ value: id, label: name }))}
          error={problemAt(problems, 'merchantId')}
          value={values.merchantId || null}
          onChange={(merchantId) =>
            // A customer is known to one merchant only, and so is their number.
            onChange({ merchantId: merchantId ?? '', customerId: '', customerReferenceId: '' })
          }
        />
      )}
      {organisation.branches.length > 1 && (
        <Select
          label="Branch"
          data={organisation.branches.map(({ id, name }) => ({ value: id, label: name }))}
          error={problemAt(problems, 'branchId')}
          value={values.branchId || null}
          onChange={(branchId) => onChange({ branchId: branchId ?? '' })}
        />
      )}
    </>
  );
}
