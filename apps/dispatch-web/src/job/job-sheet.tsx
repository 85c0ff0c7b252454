import { Tabs } from '@mantine/core';
import { StateMark, stateFill } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { JobCrewWords } from '../itinerary/job-crew-words.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { jobQuery } from '../queries/jobs.ts';
import { useOpenJob } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { SideSheet } from '../sheets/side-sheet.tsx';
import { JobActions } from './job-actions.tsx';
import { JobAddress } from './job-address.tsx';
import { JobAttachments } from './job-attachments.tsx';
import { JobFacts } from './job-facts.tsx';
import { JobHistory } from './job-history.tsx';
import { JobLinks } from './job-links.tsx';
import { JobMessages } from './job-messages.tsx';
import { JobMove } from './job-move.tsx';
import { JobProofs } from './job-proofs.tsx';
import { JobSentence } from './job-sentence.tsx';
import styles from './job-sheet.module.css';
import { jobStateWords } from './job-words.ts';

/** The job page, beside the screen and never over the map. Escape closes it. */
export function JobSheet({ jobId }: { jobId: string }) {
  const { closeJob } = useOpenJob();
  const { can } = useOrganisation();
  const job = useQuery(jobQuery(jobId));
  const head = job.data && (
    <>
      <StateMark fill={stateFill(job.data.state)} label={jobStateWords[job.data.state]} />
      <span className={styles.code}>{job.data.code}</span>
    </>
  );

  return (
    <SideSheet
      label={job.data ? `Job ${job.data.code}` : 'Job'}
      head={head}
      closeLabel="Close the job"
      onClose={closeJob}
    >
      <QueryStates query={job} what="The job" loadingRows={10}>
        {job.data && (
          <>
            <JobSentence job={job.data} />
            <JobActions job={job.data} />
            <Tabs defaultValue="job" keepMounted={false}>
              <Tabs.List className={styles.tabs}>
                <Tabs.Tab value="job">Job</Tabs.Tab>
                <Tabs.Tab value="proofs">Proofs{count(job.data.proofs.length)}</Tabs.Tab>
                {can('messages:read') && <Tabs.Tab value="messages">Messages</Tabs.Tab>}
                <Tabs.Tab value="history">History</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="job">
                <JobAddress job={job.data} />
                <JobFacts job={job.data} />
                <JobAttachments job={job.data} />
                <JobLinks job={job.data} />
                <JobMove job={job.data} />
              </Tabs.Panel>
              <Tabs.Panel value="proofs">
                <JobProofs job={job.data} />
              </Tabs.Panel>
              <Tabs.Panel value="messages">
                <JobMessages jobId={jobId} phone={job.data.contact.phone} />
                <JobCrewWords job={job.data} />
              </Tabs.Panel>
              <Tabs.Panel value="history">
                <JobHistory jobId={jobId} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </QueryStates>
    </SideSheet>
  );
}

const count = (number: number) => (number > 0 ? ` ${number}` : '');
