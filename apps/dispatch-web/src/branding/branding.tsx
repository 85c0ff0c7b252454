import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import wordStyles from '../message-words/words.module.css';
import { brandingQuery } from '../queries/branding.ts';
import { Card } from '../setup/card.tsx';
import { BrandForm } from './brand-form.tsx';
import { BrandPreview } from './brand-preview.tsx';
import { LogoField } from './logo-field.tsx';

const OWN = 'own';

/** Who recipients hear from and what it looks like: the organisation's, and a merchant's where it has its own. */
export function Branding() {
  const query = useQuery(brandingQuery);
  const [chosen, setChosen] = useState(OWN);
  const brands = query.data?.brands ?? [];
  const brand = brands.find(({ merchantId }) => (merchantId ?? OWN) === chosen) ?? brands[0];
  return (
    <Card
      title="Branding"
      detail="Stands in every e-mail and on the tracker. A merchant without a colour has the organisation’s; one that has no name of its own has its logo too."
      wide
      aside={
        brands.length > 1 && (
          <Select
            aria-label="Whose"
            size="xs"
            allowDeselect={false}
            data={brands.map(({ merchantId, name }) => ({ value: merchantId ?? OWN, label: name }))}
            value={brand?.merchantId ?? OWN}
            onChange={(next) => setChosen(next ?? OWN)}
          />
        )
      }
    >
      <QueryStates query={query} what="The branding" loadingRows={4}>
        {query.data && brand && (
          <div className={wordStyles.columns}>
            <div className={wordStyles.editor}>
              <LogoField key={`logo ${chosen}`} brand={brand} inherited={brands[0]?.logo ?? null} />
              <BrandForm key={`form ${chosen}`} brand={brand} branding={query.data} />
            </div>
            <BrandPreview merchantId={brand.merchantId} />
          </div>
        )}
      </QueryStates>
    </Card>
  );
}
