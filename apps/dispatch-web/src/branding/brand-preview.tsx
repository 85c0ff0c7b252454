import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { brandPreviewQuery } from '../queries/branding.ts';
import wordStyles from '../setup/words.module.css';

const WIDTHS = { phone: 390, desktop: 720 } as const;

/** A real e-mail of that sender, with the newest job that has a promise. */
export function BrandPreview({ merchantId }: { merchantId: string | null }) {
  const [width, setWidth] = useState<keyof typeof WIDTHS>('phone');
  const query = useQuery(brandPreviewQuery(merchantId));
  return (
    <section className={wordStyles.preview} aria-label="Preview">
      <div className={wordStyles.previewHead}>
        <SegmentedControl
          aria-label="Seen on"
          size="xs"
          data={[
            { value: 'phone', label: 'Phone' },
            { value: 'desktop', label: 'Desktop' },
          ]}
          value={width}
          onChange={(next) => setWidth(next as keyof typeof WIDTHS)}
        />
        {query.data && (
          <span className={wordStyles.quiet}>
            {query.data.jobCode ? `with ${query.data.jobCode}` : 'with an example'}
          </span>
        )}
      </div>
      <QueryStates query={query} what="The preview" loadingRows={6}>
        <div className={wordStyles.device} style={{ width: WIDTHS[width], maxWidth: '100%' }}>
          {query.data?.subject && <p className={wordStyles.subject}>{query.data.subject}</p>}
          <iframe className={wordStyles.mail} title="E-mail" sandbox="" srcDoc={query.data?.html ?? ''} />
        </div>
      </QueryStates>
    </section>
  );
}
