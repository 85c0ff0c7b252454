import type { Job } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { useQuery } from '@tanstack/react-query';
import { isOver } from '../job/job-words.ts';
import { Section } from '../job/section.tsx';
import { jobChatQuery } from '../queries/chat.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { CrewChat, useMarkRead } from './crew-chat.tsx';

/** What crews and desk wrote about one job; what is shown here is read. Its crew can be written to while the job is with it. */
export function JobCrewWords({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const allowed = can('itineraries:read');
  const chat = useQuery({ ...jobChatQuery(job.id), enabled: allowed });
  useMarkRead(chat.data, () => client.call(jobEndpoints.markChatRead, { params: { jobId: job.id } }));
  const itineraryId = isOver(job.state) ? null : (job.progress?.itineraryId ?? null);
  // Without a crew there is nobody to write to, and mostly nothing was written.
  if (!allowed || (itineraryId === null && !chat.data?.length)) return null;
  return (
    <Section title="With the crew, about this job">
      <CrewChat chat={chat} itineraryId={itineraryId} jobId={job.id} closed={null} />
    </Section>
  );
}
