import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import { useSeenOn } from '../message-words/seen-on.tsx';
import wordStyles from '../message-words/words.module.css';
import { brandPreviewQuery } from '../queries/branding.ts';

/** A real e-mail of that sender, with the newest job that has a promise. */
export function BrandPreview({ merchantId }: { merchantId: string | null }) {
  const { choice, width } = useSeenOn();
  const query = useQuery(brandPreviewQuery(merchantId));
  return (
    <section className={wordStyles.preview} aria-label="Preview">
      <div className={wordStyles.previewHead}>
        {choice}
        {query.data && (
          <span className={wordStyles.quiet}>
            {query.data.jobCode ? `with ${query.data.jobCode}` : 'with an example'}
          </span>
        )}
      </div>
      <QueryStates query={query} what="The preview" loadingRows={6}>
        <div className={wordStyles.device} style={{ width: width, maxWidth: '100%' }}>
          {query.data?.subject && <p className={wordStyles.subject}>{query.data.subject}</p>}
          <iframe className={wordStyles.mail} title="E-mail" sandbox="" srcDoc={query.data?.html ?? ''} />
        </div>
      </QueryStates>
    </section>
  );
}
