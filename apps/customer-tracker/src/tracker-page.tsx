import type { TrackerView } from '@roundsman/api-contract';
import type { Client, LiveState } from '@roundsman/client';
import { BusinessClockProvider, useRealNow } from '@roundsman/ui';
import { lazy, Suspense, useEffect } from 'react';
import { type DeliveryActions, useDelivery } from './delivery/follow-delivery.ts';
import { Page } from './page.tsx';
import { AnotherTime } from './sections/another-time.tsx';
import { Confirmation } from './sections/confirmation.tsx';
import { Contact } from './sections/contact.tsx';
import { Contents } from './sections/contents.tsx';
import { Instructions } from './sections/instructions.tsx';
import { Proof } from './sections/proof.tsx';
import { Push } from './sections/push.tsx';
import { Rating } from './sections/rating.tsx';
import { Summary } from './sections/summary.tsx';
import { age } from './words/format.ts';
import { type Words, wordsFor } from './words/index.ts';

const VehicleMap = lazy(() => import('./map/vehicle-map.tsx'));

export function TrackerPage({ client, link, browserWords }: { client: Client; link: string; browserWords: Words }) {
  const [followed, actions] = useDelivery(client, link);
  if (followed.kind === 'shown') {
    return (
      <BusinessClockProvider value={followed.clock}>
        <Delivery client={client} link={link} view={followed.view} line={followed.line} actions={actions} />
      </BusinessClockProvider>
    );
  }
  const words = browserWords;
  if (followed.kind === 'loading') {
    return (
      <Page words={words}>
        <div className="skeleton" role="status" aria-label={words.loading}>
          <span />
          <span />
          <span />
        </div>
      </Page>
    );
  }
  if (followed.kind === 'unreachable') {
    return (
      <Page words={words}>
        <h1>{words.unreachableTitle}</h1>
        <p>{words.unreachable}</p>
        <button type="button" className="button" onClick={actions.retry}>
          {words.again}
        </button>
      </Page>
    );
  }
  return (
    <Page words={words}>
      <h1>{followed.why === 'expired' ? words.expiredTitle : words.unknownTitle}</h1>
      <p>{followed.why === 'expired' ? words.expired : words.unknown}</p>
      <p>
        <a className="plain-link" href="/track/">
          {words.lookUp}
        </a>
      </p>
    </Page>
  );
}

interface DeliveryProps {
  client: Client;
  link: string;
  view: TrackerView;
  line: LiveState | null;
  actions: DeliveryActions;
}

function Delivery({ client, link, view, line, actions }: DeliveryProps) {
  const words = wordsFor(view.language);
  useEffect(() => {
    document.documentElement.lang = words.language;
    document.title = `${words.title} · ${view.sender.name}`;
  }, [words, view.sender.name]);

  return (
    <Page words={words} sender={view.sender}>
      <LineState line={line} words={words} />
      <Summary view={view} words={words} />
      {view.proof && <Proof view={view} proof={view.proof} words={words} />}
      {(view.may.rate || view.rating) && <Rating view={view} words={words} rate={actions.rate} />}
      {(view.may.confirm || (view.confirmation === 'confirmed' && view.stage !== 'finished')) && (
        <Confirmation view={view} words={words} confirm={actions.confirm} />
      )}
      {view.may.changeTime && (
        <AnotherTime view={view} words={words} otherTimes={actions.otherTimes} changeTime={actions.changeTime} />
      )}
      <Contents view={view} words={words} />
      {(view.may.instruct || view.instructions !== '') && (
        <Instructions view={view} words={words} instruct={actions.instruct} />
      )}
      {view.vehicle && (
        <section aria-labelledby="map">
          <h2 id="map">{words.map}</h2>
          <Suspense fallback={<div className="map-space" />}>
            <VehicleMap view={view} vehicle={view.vehicle} words={words} />
          </Suspense>
        </section>
      )}
      {view.stage !== 'finished' && <Push client={client} link={link} words={words} />}
      <Contact view={view} words={words} />
      <p>
        <a className="plain-link" href={`${location.pathname.replace(/\/$/, '')}/preferences`}>
          {words.preferences.link}
        </a>
      </p>
    </Page>
  );
}

/** Says nothing while all is well. */
function LineState({ line, words }: { line: LiveState | null; words: Words }) {
  const now = useRealNow();
  if (line?.kind !== 'offline' || line.heardAt === null) return null;
  return (
    <p className="notice" role="status">
      {words.offline(age(new Date(line.heardAt), now, words))}
    </p>
  );
}
