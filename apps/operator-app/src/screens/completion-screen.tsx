import type { CrewStop } from '@roundsman/api-contract';
import type { OutboxFile } from '@roundsman/client';
import { useLayoutEffect } from 'react';
import { BigButton } from '../controls/big-button.tsx';
import { StepScreen } from '../controls/step-screen.tsx';
import {
  type Completion,
  type CompletionStep,
  commandsOf,
  outcomeOf,
  stepsOf,
  whatIsMissing,
} from '../day/completion.ts';
import { useDeviceState, useItinerary, useRecord } from '../device/device-context.ts';
import { useCompletion } from '../device/use-completion.ts';
import { CheckStep, NameStep, PhotoStep, SignatureStep } from './completion-steps.tsx';
import { navigation } from './navigation.ts';
import { titleOf } from './stop-card.tsx';
import { OUTCOMES } from './words.ts';

const TITLES: Readonly<Record<CompletionStep, string>> = {
  check: 'Check the pieces',
  photo: 'Photos',
  name: 'Who took it?',
  signature: 'Signature',
};

/** Completing a stop: a few full screens that can be left and taken up again. */
export function CompletionScreen({ stopId }: { stopId: string }) {
  const itinerary = useItinerary();
  const stop = itinerary?.stops.find(({ id }) => id === stopId);
  if (!itinerary || !stop?.job) return <StepScreen title="This stop is no longer on your tour.">{null}</StepScreen>;
  if (stop.state === 'done')
    return (
      <StepScreen title="This stop is done." over={titleOf(stop)}>
        {null}
      </StepScreen>
    );
  return <Steps itineraryId={itinerary.id} stop={stop} />;
}

function Steps({ itineraryId, stop }: { itineraryId: string; stop: CrewStop }) {
  const { today } = useDeviceState();
  const { record, trouble } = useRecord();
  const draft = useCompletion(stop);
  const step = draft?.completion.step;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at its top
  useLayoutEffect(() => {
    document.querySelector('.step-body')?.scrollTo(0, 0);
  }, [step]);
  if (!draft) return null;

  const { completion, files, change, addFile, removeFile, clear } = draft;
  const steps = stepsOf(stop, completion);
  const index = Math.max(0, steps.indexOf(completion.step));
  const current = steps[index]!;
  const missing = whatIsMissing(stop, { ...completion, step: current }, today?.reasons ?? []);
  const isLast = index === steps.length - 1;
  const goTo = (next: CompletionStep) => change((before) => ({ ...before, step: next }));
  const back = () => (index > 0 ? goTo(steps[index - 1]!) : navigation.home());
  const finish = async () => {
    const byId = new Map(files.map((file) => [file.id, file]));
    if (!(await record(...commandsOf({ id: itineraryId }, stop, completion, byId, {})))) return;
    await clear();
    navigation.home();
  };
  const outcome = outcomeOf(stop, completion);
  return (
    <StepScreen
      title={TITLES[current]}
      over={`${titleOf(stop)} · ${index + 1} of ${steps.length}`}
      onBack={back}
      action={
        <>
          {trouble && (
            <p className="trouble" role="alert">
              {trouble}
            </p>
          )}
          {missing && <p className="blocked">{missing}</p>}
          {isLast && outcome !== 'completed' && <p className="blocked">This ends as: {OUTCOMES[outcome]}.</p>}
          <BigButton onPress={isLast ? finish : () => goTo(steps[index + 1]!)} disabled={missing !== null}>
            {isLast ? 'Complete' : nextWords(current, completion)}
          </BigButton>
        </>
      }
    >
      {stepBody(current)}
    </StepScreen>
  );

  function stepBody(which: CompletionStep) {
    switch (which) {
      case 'check':
        return <CheckStep stop={stop} completion={completion} reasons={today?.reasons ?? []} change={change} />;
      case 'photo':
        return (
          <PhotoStep
            photos={filesOf(files, completion.photos)}
            onAdd={async (photo) => {
              await addFile(photo);
              change((before) => ({ ...before, photos: [...before.photos, photo.id] }));
            }}
            onRemove={(id) => {
              change((before) => ({ ...before, photos: before.photos.filter((photo) => photo !== id) }));
              void removeFile(id);
            }}
          />
        );
      case 'name':
        return <NameStep stop={stop} completion={completion} change={change} />;
      case 'signature':
        return <SignatureStep completion={completion} change={change} addFile={addFile} removeFile={removeFile} />;
    }
  }
}

function nextWords(step: CompletionStep, completion: Completion): string {
  return step === 'photo' && completion.photos.length === 0 ? 'No photo' : 'Next';
}

function filesOf(files: readonly OutboxFile[], ids: readonly string[]): OutboxFile[] {
  return ids.flatMap((id) => files.find((file) => file.id === id) ?? []);
}
