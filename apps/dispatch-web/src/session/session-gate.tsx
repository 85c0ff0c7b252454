import { useLocalStorage } from '@mantine/hooks';
import type { Organisation, Permission, Session } from '@roundsman/api-contract';
import { BusinessClockProvider, Failed, Loading, localDate, useNow } from '@roundsman/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { keptWords } from '../itinerary/sent-words.ts';
import { dropAllUploads } from '../job/attachment-uploads.ts';
import { businessClock } from '../live/business-clock.ts';
import { useStore } from '../live/external-store.ts';
import { drafts } from '../new-job/drafts.ts';
import { forgetUndo } from '../notices/notify.ts';
import { organisationQuery } from '../queries/organisation.ts';
import { Shell } from '../shell/shell.tsx';
import { AccountLinkScreen } from './account-link-screen.tsx';
import { session } from './client.ts';
import { OrganisationContext } from './organisation-context.ts';
import { problemLine } from './problem-words.ts';
import { takeProviderReturn } from './provider-return.ts';
import styles from './session-gate.module.css';
import { SignInScreen } from './sign-in-screen.tsx';
import { useAccountLink } from './use-account-link.ts';

/** Between four and eight seconds, so that all the screens of a house do not ask at once. */
const ASK_AGAIN_MILLISECONDS = 4_000;

type Known = { kind: 'asking' } | { kind: 'unreachable'; error: unknown } | { kind: 'known'; session: Session | null };

/** Nothing of the organisation is shown before it is known who looks. The URL stays as it is: after signing in the screen asked for appears. */
export function SessionGate() {
  const [known, setKnown] = useState<Known>({ kind: 'asking' });
  const queryClient = useQueryClient();

  const [link, closeLink] = useAccountLink();
  const [refusal, setRefusal] = useState<unknown>(null);
  const resume = useCallback(() => {
    setKnown({ kind: 'asking' });
    const search = takeProviderReturn();
    if (search !== null) {
      session.finishProvider(search).catch((error: unknown) => {
        setRefusal(error);
        setKnown({ kind: 'known', session: null });
      });
      return;
    }
    session.resume().catch((error: unknown) => setKnown({ kind: 'unreachable', error }));
  }, []);

  useEffect(() => {
    const stop = session.onChange((current) => {
      // What one member saw is not for the next.
      if (!current) {
        queryClient.clear();
        forgetUndo();
        dropAllUploads();
      } else for (const kept of [drafts, keptWords]) kept.keepOf(current.member.id);
      setKnown({ kind: 'known', session: current });
    });
    resume();
    return stop;
  }, [queryClient, resume]);

  useEffect(() => {
    if (known.kind !== 'unreachable') return;
    const again = () => {
      session.resume().catch((error: unknown) => setKnown({ kind: 'unreachable', error }));
    };
    const timer = setTimeout(again, ASK_AGAIN_MILLISECONDS * (1 + Math.random()));
    return () => clearTimeout(timer);
  }, [known]);

  if (link !== null) return <AccountLinkScreen token={link} onDone={closeLink} />;
  if (known.kind === 'asking') return <Waiting />;
  if (known.kind === 'unreachable') {
    return (
      <main className={styles.page}>
        <Failed title="The platform does not answer." reason={problemLine(known.error)} onRetry={resume}>
          Nothing was lost. Your session goes on as soon as it is reachable again.
        </Failed>
      </main>
    );
  }
  if (!known.session) return <SignInScreen refusal={refusal} />;
  return <SignedIn member={known.session.member} />;
}

function SignedIn({ member }: { member: Session['member'] }) {
  const organisation = useQuery({
    ...organisationQuery,
    // Nothing is shown without it: what is away may be back any moment.
    refetchInterval: ({ state }) => (state.data === undefined && state.error ? ASK_AGAIN_MILLISECONDS : false),
  });
  const clock = useStore(businessClock);
  if (!organisation.data) {
    if (!organisation.error) return <Waiting />;
    return (
      <main className={styles.page}>
        <Failed
          title="Your organisation could not be read."
          reason={problemLine(organisation.error)}
          onRetry={() => void organisation.refetch()}
        />
      </main>
    );
  }
  return (
    <BusinessClockProvider value={clock}>
      <WithOrganisation member={member} organisation={organisation.data}>
        <Shell />
      </WithOrganisation>
    </BusinessClockProvider>
  );
}

interface WithOrganisationProps {
  member: Session['member'];
  organisation: Organisation;
  children: ReactNode;
}

function WithOrganisation({ member, organisation, children }: WithOrganisationProps) {
  const { branches } = organisation;
  // What was kept may be of another organisation on the same device, or closed meanwhile: then it is all of them.
  const [kept, keep] = useLocalStorage({ key: 'roundsman.branch', defaultValue: '', getInitialValueInEffect: false });
  const branch = branches.length > 1 ? branches.find(({ id }) => id === kept) : undefined;
  const branchId = branch?.id;
  const zone = (branch ?? branches[0])?.zone ?? 'UTC';
  const today = localDate(useNow(10_000), zone);
  const state = useMemo(
    () => ({
      organisation,
      member,
      branchId,
      chooseBranch: (id: string | undefined) => keep(id ?? ''),
      zone,
      today,
      can: (permission: Permission) => member.permissions.includes(permission),
    }),
    [organisation, member, branchId, keep, zone, today],
  );
  return <OrganisationContext value={state}>{children}</OrganisationContext>;
}

function Waiting() {
  return (
    <main className={styles.page}>
      <Loading label="Opening Roundsman" />
    </main>
  );
}
