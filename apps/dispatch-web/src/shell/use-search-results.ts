import type { Job } from '@roundsman/api-contract';
import { customerEndpoints, jobEndpoints } from '@roundsman/client';
import { dayLabel } from '@roundsman/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { visitWords } from '../customers/visit-words.ts';
import { useVehicles } from '../queries/fleet.ts';
import { itinerariesQuery } from '../queries/itineraries.ts';
import { keys } from '../queries/keys.ts';
import { writeSelection } from '../selection/selection.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useServiceDate } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';

export type Found =
  | {
      kind: 'job';
      id: string;
      title: string;
      detail: string;
      state: Job['state'];
      date: string | null;
      branchId: string;
    }
  | { kind: 'customer'; id: string; title: string; detail: string }
  | { kind: 'vehicle'; id: string; title: string; detail: string; hue: number; branchId: string };

const MOST_JOBS = 20;
const MOST_CUSTOMERS = 5;
const MOST_VEHICLES = 8;

/** What the words find, and the way there. */
export function useSearchResults(text: string): { found: Found[]; go: (found: Found) => void; state: string } {
  const navigate = useNavigate();
  const { date } = useServiceDate();
  const vehicles = useVehicles();
  const { can, organisation } = useOrganisation();
  const { branchId, chooseBranch } = useBranch();
  const read = { ...itinerariesQuery(date, branchId), enabled: can('itineraries:read') };
  const itineraries = useQuery(read).data ?? [];
  const jobs = useQuery({
    queryKey: [...keys.jobs, 'search', text],
    queryFn: ({ signal }) => client.call(jobEndpoints.list, { query: { search: text, limit: MOST_JOBS }, signal }),
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
  });

  const customers = useQuery({
    queryKey: [...keys.customers, 'search', text],
    queryFn: ({ signal }) =>
      client.call(customerEndpoints.list, { query: { search: text, limit: MOST_CUSTOMERS }, signal }),
    enabled: text.length > 0,
    placeholderData: keepPreviousData,
  });

  const isElsewhere = (one: { branchId: string }) => branchId !== undefined && one.branchId !== branchId;
  const branchName = (id: string) => organisation.branches.find((branch) => branch.id === id)?.name ?? '';
  const matches = (...words: string[]) => words.some((word) => word.toLowerCase().includes(text.toLowerCase()));
  const foundVehicles = [...vehicles.values()]
    .map((vehicle) => ({ vehicle, itinerary: itineraries.find(({ vehicleId }) => vehicleId === vehicle.id) }))
    .filter(({ vehicle, itinerary }) =>
      matches(vehicle.name, vehicle.code, itinerary?.code ?? '', ...(itinerary?.crew.map(({ name }) => name) ?? [])),
    )
    .slice(0, MOST_VEHICLES)
    .map(({ vehicle, itinerary }): Found => {
      const crew = itinerary?.crew.map(({ name }) => name).join(', ');
      const idle = isElsewhere(vehicle) ? branchName(vehicle.branchId) : 'nothing to do on this day';
      const detail = itinerary ? `${itinerary.code}${crew ? ` · ${crew}` : ''}` : idle;
      return {
        kind: 'vehicle',
        id: vehicle.id,
        title: vehicle.name,
        detail,
        hue: vehicle.hue,
        branchId: vehicle.branchId,
      };
    });
  const foundJobs = (text === '' ? [] : (jobs.data?.rows ?? [])).map(
    (job): Found => ({
      kind: 'job',
      id: job.id,
      title: job.contact.name,
      detail: [job.code, job.address.line, job.serviceDate && dayLabel(job.serviceDate)].filter(Boolean).join(' · '),
      state: job.state,
      date: job.serviceDate,
      branchId: job.branchId,
    }),
  );

  const foundCustomers = (text === '' ? [] : (customers.data?.rows ?? [])).map(
    ({ id, name, phone, email, visits }): Found => ({
      kind: 'customer',
      id,
      title: name,
      detail: ['customer', phone, email, visitWords(visits)].filter(Boolean).join(' · '),
    }),
  );

  const go = (found: Found) => {
    if (found.kind === 'customer') {
      void navigate({ to: '/jobs', search: { show: 'customers', who: found.title, customer: found.id } });
      return;
    }
    // The day that is gone to is the one that has it.
    if (isElsewhere(found)) chooseBranch(found.branchId);
    if (found.kind === 'vehicle') {
      void navigate({
        to: '/day',
        search: (search) => ({ ...search, select: writeSelection({ kind: 'vehicle', id: found.id }) }),
      });
      return;
    }
    void navigate({
      to: '/day',
      search: { date: found.date ?? undefined, select: writeSelection({ kind: 'job', id: found.id }), job: found.id },
    });
  };
  return { found: [...foundJobs, ...foundCustomers, ...foundVehicles], go, state: stateWords() };

  function stateWords(): string {
    if (jobs.error) return `Jobs could not be searched: ${problemLine(jobs.error)}`;
    if (text === '') return 'Type to find jobs of any day, and customers.';
    if (jobs.isFetching) return 'Searching …';
    const cut = jobs.data?.next ? ` The first ${MOST_JOBS} jobs are shown; one more word narrows it.` : '';
    return foundJobs.length + foundCustomers.length + foundVehicles.length === 0
      ? `Nothing is called “${text}”.`
      : `Enter goes there.${cut}`;
  }
}
