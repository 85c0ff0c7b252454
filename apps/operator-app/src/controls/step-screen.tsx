import type { ReactNode } from 'react';
import { navigation } from '../screens/navigation.ts';

interface StepScreenProps {
  title: string;
  /** Above the title: where in a sequence, or what it is about. */
  over?: ReactNode;
  children: ReactNode;
  /** What is at the bottom, where the thumb is. */
  action?: ReactNode;
  onBack?: () => void;
}

/** One full screen: back at the top, the thing in the middle, the button at the bottom. */
export function StepScreen({ title, over, children, action, onBack = navigation.back }: StepScreenProps) {
  return (
    <div className="screen">
      <header className="step-header">
        <button type="button" className="icon-button" onClick={onBack} aria-label="Back">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M15 4 7 12l8 8" />
          </svg>
        </button>
        <div>
          {over && <p className="over">{over}</p>}
          <h1>{title}</h1>
        </div>
      </header>
      <main className="step-body">{children}</main>
      {action && <footer className="action-bar">{action}</footer>}
    </div>
  );
}
