import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { useColorScheme } from '../color-scheme.ts';
import './mantine.css';
import { cssVariablesResolver, theme } from './theme.ts';

/** Around an app that uses Mantine. Light or dark is decided by `useColorScheme`, for Mantine too. */
export function RoundsmanProvider({ children }: { children: ReactNode }) {
  const { scheme } = useColorScheme();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} forceColorScheme={scheme}>
      {children}
    </MantineProvider>
  );
}
