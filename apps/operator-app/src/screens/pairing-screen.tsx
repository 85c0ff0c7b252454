import { RefusedError } from '@roundsman/client';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { pairingCodeIn } from '../capture/pairing-code.ts';
import { CodeScanner } from '../controls/code-scanner.tsx';
import { useDevice, useDeviceState } from '../device/device-context.ts';

/** The first screen of a phone: the code from the dispatcher, typed, scanned, or brought by the link. */
export function PairingScreen() {
  const device = useDevice();
  const { isRevoked, outbox } = useDeviceState();
  const [code, setCode] = useState('');
  const [isScanning, setScanning] = useState(false);
  const [isPairing, setPairing] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const linked = useRef(false);

  const pair = async (text: string) => {
    const found = pairingCodeIn(text);
    if (!found) return setTrouble('This is not a pairing code. It looks like 4C0481B9A3-Q6Q7GX.');
    setPairing(true);
    setTrouble(null);
    setScanning(false);
    try {
      await device.pair(found);
    } catch (error) {
      setTrouble(wordsFor(error));
    } finally {
      setPairing(false);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the link opens the app
  useEffect(() => {
    const fromLink = pairingCodeIn(location.href);
    if (!fromLink || linked.current) return;
    linked.current = true;
    // Out of the address bar and the history at once: a code is a secret while it is good.
    history.replaceState(null, '', location.pathname);
    setCode(fromLink);
    void pair(fromLink);
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void pair(code);
  };
  return (
    <main className="pairing">
      <h1>{isRevoked ? 'This phone was signed out.' : 'Pair this phone.'}</h1>
      <p>
        {isRevoked
          ? 'The office has to give it a new code. '
          : 'Your dispatcher gives you a code or a square to scan. '}
        {outbox.waiting > 0 && `${thingsWaiting(outbox.waiting)} on this phone to be sent; nothing is lost.`}
      </p>
      {isScanning ? (
        <CodeScanner onCode={(text) => void pair(text)} onClose={() => setScanning(false)} />
      ) : (
        <button type="button" className="button" onClick={() => setScanning(true)} disabled={isPairing}>
          Scan the square
        </button>
      )}
      <form onSubmit={submit}>
        <label htmlFor="code">Code</label>
        <input
          id="code"
          className="code-input"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          autoCapitalize="characters"
          autoComplete="one-time-code"
          spellCheck={false}
          maxLength={20}
          required
        />
        {trouble && (
          <p className="trouble" role="alert">
            {trouble}
          </p>
        )}
        <button type="submit" className="big-button" aria-busy={isPairing} disabled={isPairing}>
          {isPairing ? 'One moment …' : 'Pair'}
        </button>
      </form>
    </main>
  );
}

const thingsWaiting = (count: number) => (count === 1 ? 'One thing waits' : `${count} things wait`);

function wordsFor(error: unknown): string {
  if (!(error instanceof RefusedError)) return 'No connection. Pairing needs the network once; please try again.';
  if (error.code === 'pairing_code_expired') return 'This code is too old. Ask the dispatcher for a new one.';
  if (error.code === 'pairing_code_unknown') return 'This code is not known. Compare it with what the dispatcher sees.';
  if (error.status === 429) return 'Too many tries. Wait a minute and try again.';
  return error.remedy ? `${error.message}. ${error.remedy}` : error.message;
}
