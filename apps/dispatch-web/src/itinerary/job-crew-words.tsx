import type { Job } from '@roundsman/api-contract';
import { useQuery } from '@tanstack/react-query';
import { isOver } from '../job/job-words.ts';
import { Section } from '../job/section.tsx';
import { jobChatQuery } from '../queries/chat.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { CrewChat } from './crew-chat.tsx';

/** What crews and desk wrote about one job. Its crew can be written to while the job is with it. */
export function JobCrewWords({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const allowed = can('itineraries:read');
  const chat = useQuery({ ...jobChatQuery(job.id), enabled: allowed });
  const itineraryId = isOver(job.state) ? null : (job.progress?.itineraryId ?? null);
  // Without a crew there is nobody to write to, and mostly nothing was written.
  if (!allowed || (itineraryId === null && !chat.data?.length)) return null;
  return (
    <Section title="With the crew, about this job">
      <CrewChat chat={chat} itineraryId={itineraryId} jobId={job.id} closed={null} />
    </Section>
  );
}
