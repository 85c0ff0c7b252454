import { Splitter } from '@mantine/core';
import { type SplitterPaneSize, useLocalStorage } from '@mantine/hooks';
import { Children, isValidElement, type ReactElement, type ReactNode } from 'react';
import styles from './remembered-splitter.module.css';

export interface PaneProps {
  /** `300px` stays, a number shares what is left. */
  size: SplitterPaneSize;
  min: SplitterPaneSize;
  children: ReactNode;
}

/** Only carries its props to the splitter around it. */
export function Pane({ children }: PaneProps) {
  return children;
}

interface RememberedSplitterProps {
  /** The sizes are kept in the browser under this name and the number of panes. */
  name: string;
  orientation: 'horizontal' | 'vertical';
  children: ReactNode;
}

/** Panes with lines between them that can be dragged, or moved by arrow keys. A pane alone fills the place. */
export function RememberedSplitter({ name, orientation, children }: RememberedSplitterProps) {
  const panes = Children.toArray(children).filter((child): child is ReactElement<PaneProps> => isValidElement(child));
  const defaults = panes.map((pane) => pane.props.size);
  const [sizes, setSizes] = useLocalStorage<SplitterPaneSize[]>({
    key: `roundsman.panes.${name}.${panes.map((pane) => pane.key).join('')}`,
    defaultValue: defaults,
    getInitialValueInEffect: false,
  });
  if (panes.length === 1) return <div className={styles.alone}>{panes[0]}</div>;
  return (
    <Splitter
      key={panes.map((pane) => pane.key).join('')}
      className={styles.splitter}
      orientation={orientation}
      sizes={sizes.length === panes.length ? sizes : defaults}
      onSizeChange={setSizes}
      lineSize={1}
      withHandle={false}
      handleColor="var(--rm-line)"
      step="16px"
      shiftStep="64px"
    >
      {panes.map((pane) => (
        <Splitter.Pane key={pane.key} className={styles.pane} defaultSize={pane.props.size} min={pane.props.min}>
          {pane}
        </Splitter.Pane>
      ))}
    </Splitter>
  );
}
