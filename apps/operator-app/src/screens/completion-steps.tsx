import type { CrewStop } from '@roundsman/api-contract';
import type { OutboxFile } from '@roundsman/client';
import { useState } from 'react';
import { Choices } from '../controls/choices.tsx';
import { CodeScanner } from '../controls/code-scanner.tsx';
import { PhotoPicker } from '../controls/photo-picker.tsx';
import { SignatureField } from '../controls/signature-field.tsx';
import { Stepper } from '../controls/stepper.tsx';
import { type Completion, completedOf, type LineResult, setLine, setWrong, whyItStays } from '../day/completion.ts';
import type { Line } from '../day/load-list.ts';
import { useDevice } from '../device/device-context.ts';
import type { Today } from '../device/today.ts';
import { ACTIONS, HANDED_TO_CHOICES } from './words.ts';

type Change = (make: (before: Completion) => Completion) => void;

interface CheckStepProps {
  stop: CrewStop;
  completion: Completion;
  reasons: Today['reasons'];
  change: Change;
}

/** Every line as planned unless somebody says otherwise; scanning ticks it. */
export function CheckStep({ stop, completion, reasons, change }: CheckStepProps) {
  const [isScanning, setScanning] = useState(false);
  const [feedback, setFeedback] = useState<string | null>(null);
  const lines = stop.job?.actions ?? [];
  const scan = (text: string) => {
    const line = lines.find(({ barcode }) => barcode === text);
    if (line) change((before) => setLine(before, line.id, { isChecked: true }));
    setFeedback(line ? `✓ ${line.description}` : `${text} does not belong to this stop.`);
  };
  return (
    <>
      {lines.some(({ barcode }) => barcode !== null) &&
        (isScanning ? (
          <CodeScanner onCode={scan} onClose={() => setScanning(false)} feedback={feedback} />
        ) : (
          <button type="button" className="button" onClick={() => setScanning(true)}>
            Scan
          </button>
        ))}
      {lines.map((line) => {
        const stays = whyItStays(stop, completion, line);
        return stays === null ? (
          <LineCheck key={line.id} line={line} result={completion.lines[line.id]} reasons={reasons} change={change} />
        ) : (
          <section key={line.id} className="line-check">
            <p>
              <strong>0 of {line.quantity}</strong> {line.description}
              <small>{stays}</small>
            </p>
          </section>
        );
      })}
    </>
  );
}

interface LineCheckProps {
  line: Line;
  result: LineResult | undefined;
  reasons: Today['reasons'];
  change: Change;
}

function LineCheck({ line, result, reasons, change }: LineCheckProps) {
  const { refused = 0, damaged = 0, missing = 0, reason = null, isChecked = false } = result ?? {};
  const wrong = refused + damaged + missing;
  const [isOpen, setOpen] = useState(wrong > 0);
  const completed = completedOf(line, { refused, damaged, missing, reason, isChecked });
  const set = (way: 'refused' | 'damaged' | 'missing') => (value: number) =>
    change((before) => setWrong(before, line, way, value));
  const uses = [refused > 0 && 'refused', damaged > 0 && 'damaged', missing > 0 && 'short'].filter(
    (use) => use !== false,
  );
  const fitting = reasons.filter(({ appliesTo }) => uses.some((use) => appliesTo.includes(use)));
  return (
    <section className="line-check" data-wrong={wrong > 0 || undefined}>
      <div className="line-row">
        <button
          type="button"
          className="tick"
          aria-pressed={isChecked}
          aria-label={`${line.description}: checked`}
          onClick={() => change((before) => setLine(before, line.id, { isChecked: !isChecked }))}
        >
          {isChecked ? '✓' : ''}
        </button>
        <p>
          <strong>
            {completed} of {line.quantity}
          </strong>{' '}
          {line.description}
          <small>{ACTIONS[line.kind]}</small>
        </p>
      </div>
      {isOpen ? (
        <>
          <Stepper label="Refused" value={refused} most={refused + completed} onChange={set('refused')} />
          <Stepper label="Damaged" value={damaged} most={damaged + completed} onChange={set('damaged')} />
          <Stepper label="Missing" value={missing} most={missing + completed} onChange={set('missing')} />
          {wrong > 0 && (
            <Choices
              legend="Why?"
              choices={(fitting.length > 0 ? fitting : reasons).map(({ code, words }) => ({
                value: code,
                label: words,
              }))}
              value={reason}
              onChoose={(code) => change((before) => setLine(before, line.id, { reason: code }))}
            />
          )}
        </>
      ) : (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          Not all of it
        </button>
      )}
    </section>
  );
}

interface PhotoStepProps {
  photos: readonly OutboxFile[];
  onAdd: (photo: OutboxFile) => Promise<void>;
  onRemove: (id: string) => void;
}

export function PhotoStep(props: PhotoStepProps) {
  return (
    <>
      <p>The goods where they stand, and anything that is not as it should be.</p>
      <PhotoPicker {...props} />
    </>
  );
}

interface NameStepProps {
  stop: CrewStop;
  completion: Completion;
  change: Change;
}

export function NameStep({ stop, completion, change }: NameStepProps) {
  const recipient = stop.job?.contactName ?? '';
  const isPersonal = completion.handedTo !== 'safe_place' && completion.handedTo !== 'unattended';
  return (
    <>
      <Choices
        legend="Handed to"
        choices={HANDED_TO_CHOICES}
        value={completion.handedTo}
        onChoose={(handedTo) =>
          change((before) => {
            const isUnnamed = before.name === '' || before.name === recipient;
            return { ...before, handedTo, name: isUnnamed ? (handedTo === 'recipient' ? recipient : '') : before.name };
          })
        }
      />
      {isPersonal && (
        <>
          <label htmlFor="taker">Name</label>
          <input
            id="taker"
            value={completion.name}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => change((before) => ({ ...before, name: event.target.value }))}
          />
        </>
      )}
    </>
  );
}

interface SignatureStepProps {
  completion: Completion;
  change: Change;
  addFile: (file: OutboxFile) => Promise<void>;
  removeFile: (id: string) => Promise<void>;
}

const NO_SIGNATURE = [
  'Nobody there, left as agreed',
  'Does not want to sign',
  'Hands full or not able to',
  'Screen does not work',
];

export function SignatureStep({ completion, change, addFile, removeFile }: SignatureStepProps) {
  const device = useDevice();
  const keep = async (image: Blob | null) => {
    const before = completion.signature;
    const id = image && device.newId();
    if (image && id) await addFile({ id, contentType: 'image/png', bytes: image });
    change((draft) => ({ ...draft, signature: id, noSignature: id ? null : draft.noSignature }));
    if (before) await removeFile(before);
  };
  return (
    <>
      {completion.signature !== null && <p className="notice">Signed by {completion.name || 'the person there'}.</p>}
      <SignatureField onSign={(image) => void keep(image)} />
      {completion.signature === null && (
        <Choices
          legend="Or why nobody signs"
          choices={NO_SIGNATURE.map((words) => ({ value: words, label: words }))}
          value={completion.noSignature}
          onChoose={(words) => change((before) => ({ ...before, noSignature: words }))}
        />
      )}
    </>
  );
}
