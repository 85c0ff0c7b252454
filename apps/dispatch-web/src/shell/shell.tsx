import { useHotkeys } from '@mantine/hooks';
import { Outlet, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useCrewNews } from '../itinerary/use-crew-news.ts';
import { useLiveFeed } from '../live/feed.ts';
import { Notices } from '../notices/notices.tsx';
import { SandboxStrip } from '../sandbox/sandbox-strip.tsx';
import { fetchScreens } from '../screens.ts';
import { useSharedSelection } from '../selection/shared-selection.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useNewJob, useOpenItinerary, useOpenJob, useRoomAhead, useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';

const ItinerarySheet = lazy(() =>
  import('../itinerary/itinerary-sheet.tsx').then((module) => ({ default: module.ItinerarySheet })),
);
const JobSheet = lazy(() => import('../job/job-sheet.tsx').then((module) => ({ default: module.JobSheet })));
const NewJobSheet = lazy(() =>
  import('../new-job/new-job-sheet.tsx').then((module) => ({ default: module.NewJobSheet })),
);

const RoomSheet = lazy(() => import('../room/room-sheet.tsx').then((module) => ({ default: module.RoomSheet })));

/** What stands around every screen. A window that was popped out shows its one pane and nothing around it. */
export function Shell() {
  const { date } = useServiceDate();
  const { jobId } = useOpenJob();
  const { form, openForm } = useNewJob();
  const { itineraryId } = useOpenItinerary();
  const { isOpen: isRoomOpen } = useRoomAhead();
  const alone = useSearch({ strict: false, select: (search: { only?: string }) => search.only !== undefined });
  const { can, organisation } = useOrganisation();
  const { branchId } = useBranch();
  useLiveFeed(date, branchId, can('events:read'));
  useSharedSelection();
  useCrewNews();
  useEffect(() => void fetchScreens(), []);
  const isNewJobOpen = form !== null && can('jobs:write') && !alone;
  const isRoomInSight = isRoomOpen && !isNewJobOpen && jobId === null && itineraryId === null && !alone;
  useHotkeys([['mod+J', () => can('jobs:write') && openForm()]], []);

  return (
    <div className={styles.shell} data-alone={alone || undefined}>
      <a className={styles.skip} href="#screen">
        Skip to the screen
      </a>
      {organisation.kind === 'sandbox' && (
        <div className={styles.sandbox}>
          <SandboxStrip />
        </div>
      )}
      {!alone && <TopBar />}
      {!alone && <Rail />}
      <main id="screen" className={styles.screen} tabIndex={-1}>
        <Outlet />
      </main>
      {isNewJobOpen && (
        <Suspense>
          <NewJobSheet key={form} form={form} />
        </Suspense>
      )}
      {jobId !== null && !isNewJobOpen && !alone && (
        <Suspense>
          <JobSheet key={jobId} jobId={jobId} />
        </Suspense>
      )}
      {jobId === null && itineraryId !== null && !isNewJobOpen && !alone && (
        <Suspense>
          <ItinerarySheet key={itineraryId} itineraryId={itineraryId} />
        </Suspense>
      )}
      {isRoomInSight && (
        <Suspense>
          <RoomSheet />
        </Suspense>
      )}
      <Notices />
    </div>
  );
}
