import {
  type Client,
  createClient,
  deviceSession,
  fieldClock,
  fleetEndpoints,
  itineraryEndpoints,
  jobEndpoints,
  memoryOutboxStorage,
  messageEndpoints,
  openOutbox,
  operatorEndpoints,
  operatorTransport,
  organisationEndpoints,
  RefusedError,
  type StoredPairing,
  systemClock,
  trackerEndpoints,
  uuid7,
} from '@roundsman/client';
import { onePixelPng } from '../../sample/simulate/photo.ts';
import { eventually, expect, type Steps } from './steps.ts';

/** One crew's first visit, the customer who waits for it, and what they are told. */
export async function tellCrew(url: string, client: Client, serviceDate: string, steps: Steps): Promise<void> {
  const itinerary = await steps.must('an itinerary to drive', async () => {
    const { rows } = await client.call(itineraryEndpoints.list, { query: { serviceDate } });
    const value = rows.find(
      ({ state, stops, crew }) => state === 'dispatched' && crew.length > 0 && stops[0]?.kind === 'job',
    );
    expect(value !== undefined, 'no dispatched itinerary begins with a visit');
    return { value, saw: `${value.code}, ${value.crew.map(({ name }) => name).join(' and ')}` };
  });
  const stop = itinerary.stops[0]!;
  const jobId = stop.jobId!;

  const link = await steps.step('the customer’s tracker before', async () => {
    const { url: trackerUrl } = await client.call(jobEndpoints.trackerLink, { params: { jobId } });
    const token = trackerUrl.split('/').at(-1)!;
    const view = await createClient({ edges: [url] }).call(trackerEndpoints.view, { params: { link: token } });
    expect(view.stage === 'planned' && view.promise !== null, `its stage is ${view.stage}`);
    return { value: token, saw: view.sentence };
  });

  await steps.step('a wrong pairing code is refused', async () => {
    const session = deviceSession({ door: createClient({ edges: [url] }), storage: memoryPairing() });
    const code = await session.pair('NOPE-000000', 'Story').then(
      () => 'taken',
      (error: unknown) => (error instanceof RefusedError ? error.code : String(error)),
    );
    expect(code === 'pairing_code_unknown', code);
    return { value: code, saw: code };
  });

  const session = deviceSession({ door: createClient({ edges: [url] }), storage: memoryPairing() });
  const paired = await steps.must('pair a phone', async () => {
    const { code } = await client.call(fleetEndpoints.createPairingCode, {
      params: { operatorId: itinerary.crew[0]!.operatorId },
    });
    const value = await session.pair(code, 'Story phone');
    return { value, saw: `${value.operator.name} by ${code}` };
  });
  const phone = createClient({ edges: [url], session });
  const clock = fieldClock(systemClock);
  const today = await steps.must('the crew’s day', async () => {
    // The day begins when its first crew departs; a sandbox's clock may be moved there.
    const { clock: now } = await client.call(organisationEndpoints.get);
    if (Date.parse(now.businessNow) < Date.parse(itinerary.departure))
      await client.call(organisationEndpoints.setClock, { body: { businessNow: itinerary.departure } });
    const value = await phone.call(operatorEndpoints.today);
    clock.setBusiness(value);
    const own = value.itineraries.find(({ id }) => id === itinerary.id);
    expect(own !== undefined, 'the itinerary is not on the phone');
    return {
      value: { ...value, own },
      saw: `${own.stops.length} stops, ${value.reasons.length} reasons to choose from`,
    };
  });

  const outbox = await openOutbox({
    storage: memoryOutboxStorage(),
    transport: operatorTransport(phone),
    clock: systemClock,
    fieldClock: clock,
  });
  await outbox.bind(paired.deviceId, today.nextDeviceSeq);
  const base = { itineraryId: itinerary.id, stopId: stop.id, payload: {} };
  const send = async (words: string) => {
    const { troubled, waiting, trouble } = await outbox.flush();
    expect(waiting === 0, `${words}: ${waiting} wait, ${trouble?.words}`);
    expect(troubled.length === 0, `${words}: ${troubled[0]?.reason}`);
  };

  await steps.step('start, on the way, where it is', async () => {
    await outbox.record({ ...base, kind: 'start', stopId: null });
    await outbox.record({ ...base, kind: 'on_my_way' });
    await send('setting out');
    const fix = {
      lon: itinerary.start.lon,
      lat: itinerary.start.lat,
      accuracyMeters: 6,
      speedMetersPerSecond: 9,
      headingDegrees: 10,
      at: clock.businessNow(),
    };
    await phone.call(operatorEndpoints.positions, { body: { itineraryId: itinerary.id, fixes: [fix] } });
    const seen = await client.call(itineraryEndpoints.get, { params: { itineraryId: itinerary.id } });
    expect(
      seen.state === 'started' && seen.position !== null,
      `it is ${seen.state}, ${seen.position ? 'seen' : 'not seen'}`,
    );
    return {
      value: seen,
      saw: `${seen.code} is ${seen.state}, at ${seen.position.lat.toFixed(4)}, ${seen.position.lon.toFixed(4)}`,
    };
  });

  if (link) {
    await steps.step('the tracker on the way', async () => {
      const look = () => createClient({ edges: [url] }).call(trackerEndpoints.view, { params: { link } });
      const view = await eventually(
        look,
        ({ stage, eta }) => stage === 'on_the_way' && eta !== null,
        20,
        ({ stage }) => `its stage is ${stage}, no ETA`,
      );
      return { value: view, saw: `${view.sentence}; ${view.vehicle ? 'vehicle shown' : 'vehicle not shown'}` };
    });
  }

  await steps.step('arrive, photo, complete', async () => {
    await outbox.record({ ...base, kind: 'arrive' });
    const photo = { id: uuid7(Date.now()), contentType: 'image/png', bytes: onePixelPng() };
    const actions = today.own.stops[0]!.job!.actions.map(({ id, quantity }) => ({
      actionId: id,
      completed: quantity,
      refused: 0,
      damaged: 0,
      missing: 0,
      reason: null,
    }));
    await outbox.recordAll([
      { ...base, kind: 'proof', payload: { proofKind: 'photo', fileId: photo.id }, files: [photo] },
      { ...base, kind: 'complete', payload: { actions, handedTo: 'recipient', name: 'A. Muster' } },
    ]);
    await send('completing');
    const job = await client.call(jobEndpoints.get, { params: { jobId } });
    expect(job.state === 'completed', `it is ${job.state}`);
    expect(
      job.proofs.some(({ kind, fileUrl }) => kind === 'photo' && fileUrl !== null),
      'its photo is missing',
    );
    return { value: job, saw: `${job.code} is ${job.state} with ${job.proofs.length} parts of proof` };
  });

  await steps.step('the same command once more changes nothing', async () => {
    const [entry] = outbox.snapshot().entries.slice(-1);
    const again = await phone.call(operatorEndpoints.commands, {
      body: { deviceNow: clock.deviceNow(), commands: [entry!.command] },
    });
    const { rows } = await client.call(jobEndpoints.history, { params: { jobId } });
    const completions = rows.filter(({ type }) => type === 'job.completed').length;
    expect(again.answers[0]?.outcome === 'applied' && completions === 1, `${completions} completions on the log`);
    return { value: completions, saw: `same answer, ${completions} completion on the log` };
  });

  if (link) {
    await steps.step('the tracker after, and five stars', async () => {
      const customer = createClient({ edges: [url] });
      await customer.call(trackerEndpoints.rate, { params: { link }, body: { stars: 5, words: 'Friendly and quick' } });
      const view = await customer.call(trackerEndpoints.view, { params: { link } });
      expect(
        view.outcome === 'completed' && view.proof !== null && view.rating?.stars === 5,
        `${view.outcome}, ${view.rating?.stars} stars`,
      );
      return { value: view, saw: `${view.sentence}; ${view.proof.photos.length} photo, ${view.rating.stars} stars` };
    });
    await steps.step('a link that was never made leads nowhere', async () => {
      const code = await createClient({ edges: [url] })
        .call(trackerEndpoints.view, { params: { link: `${link.slice(0, -6)}aaaaaa` } })
        .then(
          () => 'opened',
          (error: unknown) => (error instanceof RefusedError ? error.code : String(error)),
        );
      expect(code === 'link_unknown', code);
      return { value: code, saw: code };
    });
  }

  await steps.step('the outbox holds what the customer was told', async () => {
    const look = () => client.call(messageEndpoints.list, { query: { jobId } });
    const { rows } = await eventually(
      look,
      (page) => page.rows.length >= 2,
      30,
      (page) => `${page.rows.length} messages`,
    );
    return { value: rows, saw: rows.map(({ channel, trigger, state }) => `${channel} ${trigger} ${state}`).join(', ') };
  });
}

function memoryPairing() {
  let stored: StoredPairing | null = null;
  return {
    load: async () => stored,
    save: async (next: StoredPairing | null) => {
      stored = next;
    },
  };
}
