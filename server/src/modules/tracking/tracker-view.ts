import type { Itinerary, Job, TrackerView } from '@roundsman/api-contract';
import type { JobOutcome, JobState, PrivacyLevel } from '@roundsman/delivery-rules';
import { isJobOutcome } from '@roundsman/delivery-rules';
import { and, eq } from 'drizzle-orm';
import { Problem, type ReadWork } from '../../platform/index.ts';
import { getOrganisation, readClock } from '../accounts/index.ts';
import { getMerchant, logoIdFor, senderLogo, trackerLogo } from '../customers/index.ts';
import { allPromises, customerNotesOf, presentJob } from '../jobs/index.ts';
import { proofs } from '../jobs/schema.ts';
import { whyNoChange } from '../slots/index.ts';
import { followSome } from './follow-itineraries.ts';
import { progressOf } from './job-progress.ts';
import { ratings } from './schema.ts';
import { trackerLanguage, trackerSentence } from './tracker-sentences.ts';

/** From how many stops before theirs customers see the vehicle. */
const NEAR_STOPS = 3;
/** About a kilometre: the approximate level rounds to this many degrees. */
const APPROXIMATE_DEGREES = 0.01;

const STAGES: Record<JobState, TrackerView['stage']> = {
  staging: 'ordered',
  new: 'ordered',
  scheduled: 'ordered',
  dispatched: 'planned',
  on_route: 'on_the_way',
  arrived: 'on_the_way',
  completed: 'finished',
  partially_completed: 'finished',
  incomplete: 'finished',
  damaged: 'finished',
  cancelled: 'finished',
};

/** What the holder of a link sees of its job; `link` makes the addresses of its files. */
export async function viewTracker(work: ReadWork, jobId: string, link: string): Promise<TrackerView> {
  return (await viewAndItinerary(work, jobId, link)).view;
}

/** The same, and the itinerary that it speaks of: what happens to others changes nothing in it. */
export async function viewAndItinerary(
  work: ReadWork,
  jobId: string,
  link: string,
): Promise<{ view: TrackerView; itineraryId: string | null }> {
  const job = await presentJob(work, jobId);
  const organisation = await getOrganisation(work);
  const merchant = job.merchantId ? await getMerchant(work, job.merchantId) : null;
  const clock = await readClock(work);
  const progress = (await progressOf(work, [jobId])).get(jobId) ?? null;
  const [itinerary] = progress ? await followSome(work, [progress.itineraryId]) : [];
  const stage = STAGES[job.state];
  const outcome = isJobOutcome(job.state) || job.state === 'cancelled' ? job.state : null;
  const stop = itinerary?.stops.find(({ id }) => id === progress?.stopId);
  const stopsBefore = itinerary && stop && stage !== 'finished' ? openBefore(itinerary, stop.position) : null;
  const eta = stage === 'finished' || job.state === 'arrived' ? null : (progress?.eta ?? null);
  const language = trackerLanguage(job.contact.language ?? organisation.locale);
  const promised = await allPromises(work, jobId);
  const between = eta
    ? { from: new Date(eta.earliest), to: new Date(eta.latest) }
    : job.promise
      ? { from: new Date(job.promise.from), to: new Date(job.promise.to) }
      : null;
  const [rating] = await work.db.select().from(ratings).where(eq(ratings.jobId, jobId));
  const view: TrackerView = {
    sender: {
      name: merchant?.senderName ?? merchant?.name ?? organisation.name,
      accentColour: merchant?.accentColour ?? organisation.accentColour,
      phone: merchant?.phone ?? organisation.supportPhone,
      logo: trackerLogo(await senderLogo(work, logoIdFor(merchant, organisation)), link),
      sandbox: organisation.kind === 'sandbox',
    },
    organisation: organisation.name,
    jobCode: job.code,
    zone: job.zone,
    language,
    sentence: trackerSentence(language, {
      stage,
      outcome,
      arrived: job.state === 'arrived',
      zone: job.zone,
      between,
      finishedAt: stop?.doneAt ? new Date(stop.doneAt) : null,
      now: work.now,
    }),
    stage,
    outcome,
    promise: job.promise ? { from: job.promise.from, to: job.promise.to, changed: promised.length > 1 } : null,
    eta,
    stopsBefore,
    vehicle: vehicleFor(itinerary, job.state, stopsBefore, organisation.privacyLevel),
    destination: job.address.point,
    addressLine: job.address.line,
    items: job.actions.map(({ kind, description, quantity }) => ({ kind, description, quantity })),
    confirmation: job.confirmation,
    instructions: await customerNotesOf(work, jobId),
    may: {
      confirm: stage === 'planned' && (job.confirmation === 'not_asked' || job.confirmation === 'asked'),
      changeTime: (await whyNoChange(work, jobId)) === null,
      instruct: stage !== 'finished' && job.state !== 'arrived',
      rate: outcome === 'completed' && !rating,
    },
    proof: await proofOf(work, job, link, stop?.doneAt ?? null),
    rating: rating ? { stars: rating.stars, words: rating.words ?? '' } : null,
    mapStyleUrl: '/map/style.json?theme=light',
    businessNow: clock.businessNow.toISOString(),
    speed: clock.speed,
  };
  return { view, itineraryId: progress?.itineraryId ?? null };
}

/** State and promise only, for whoever knows a job's code and its postcode. Problem 404 `job_not_found` whichever is wrong. */
export async function lookUpJob(work: ReadWork, jobId: string, postcode: string) {
  const job = await presentJob(work, jobId);
  const plain = (text: string) => text.replace(/\s/g, '').toLowerCase();
  if (!job.address.given.postcode || plain(job.address.given.postcode) !== plain(postcode)) throw notFound();
  const outcome: JobOutcome | 'cancelled' | null =
    isJobOutcome(job.state) || job.state === 'cancelled' ? job.state : null;
  const promised = await allPromises(work, jobId);
  return {
    stage: STAGES[job.state],
    outcome,
    promise: job.promise ? { from: job.promise.from, to: job.promise.to, changed: promised.length > 1 } : null,
    zone: job.zone,
  };
}

export function notFound(): Problem {
  return new Problem({
    status: 404,
    code: 'job_not_found',
    title: 'No delivery with this code and postcode',
    remedy: 'Check both; they stand in your messages.',
  });
}

function openBefore(itinerary: Itinerary, position: number): number {
  return itinerary.stops.filter(
    (stop) =>
      stop.kind === 'job' &&
      stop.position < position &&
      (stop.state === 'planned' || stop.state === 'on_route' || stop.state === 'arrived'),
  ).length;
}

function vehicleFor(
  itinerary: Itinerary | undefined,
  state: JobState,
  stopsBefore: number | null,
  privacy: PrivacyLevel,
): TrackerView['vehicle'] {
  const near =
    state === 'on_route' ||
    (state === 'dispatched' && itinerary?.state === 'started' && stopsBefore !== null && stopsBefore < NEAR_STOPS);
  if (!near || !itinerary?.position || privacy === 'stage_only') return null;
  const { lon, lat, headingDegrees, at } = itinerary.position;
  if (privacy === 'exact') return { lon, lat, headingDegrees, at };
  const blur = (degrees: number) => Math.round(degrees / APPROXIMATE_DEGREES) * APPROXIMATE_DEGREES;
  return { lon: blur(lon), lat: blur(lat), headingDegrees: null, at };
}

async function proofOf(work: ReadWork, job: Job, link: string, doneAt: string | null): Promise<TrackerView['proof']> {
  const [proof] = await work.db
    .select()
    .from(proofs)
    .where(and(eq(proofs.jobId, job.id)));
  if (!proof || !isJobOutcome(job.state)) return null;
  const fileLink = (fileUrl: string | null) =>
    fileUrl ? `/tracker-api/${link}/files/${fileUrl.split('/').at(-1)}` : null;
  const files = job.proofs.map(({ kind, fileUrl }) => ({ kind, url: fileLink(fileUrl) }));
  return {
    at: doneAt ?? proof.capturedAt.toISOString(),
    name: proof.recipientName,
    handedTo: proof.handedTo,
    photos: files.filter(({ kind, url }) => kind === 'photo' && url).map(({ url }) => url!),
    signature: files.find(({ kind }) => kind === 'signature')?.url ?? null,
  };
}
