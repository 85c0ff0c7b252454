import { type ReactNode, useState } from 'react';

interface BigButtonProps {
  children: ReactNode;
  onPress: () => unknown;
  disabled?: boolean;
}

/** The next thing. A second tap while the first is still at work does nothing. */
export function BigButton({ children, onPress, disabled = false }: BigButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    if (isBusy) return;
    setBusy(true);
    try {
      await onPress();
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" className="big-button" onClick={() => void press()} disabled={disabled} aria-busy={isBusy}>
      {children}
    </button>
  );
}
