import type { TrackerView } from '@roundsman/api-contract';
import { palettes, SandboxBand, useColorScheme } from '@roundsman/ui';
import type { ReactNode } from 'react';
import { accentStyle } from './accent.ts';
import type { Words } from './words/index.ts';

interface PageProps {
  words: Words;
  sender?: TrackerView['sender'];
  children: ReactNode;
}

/** One column: the sender above, our name small below. */
export function Page({ words, sender, children }: PageProps) {
  const { scheme } = useColorScheme();
  return (
    <div className="page" style={accentStyle(sender?.accentColour ?? null, palettes[scheme].surface)}>
      {sender?.sandbox && <SandboxBand>{words.sandbox}</SandboxBand>}
      <header className="sender">
        {sender?.logo && (
          <img src={sender.logo.url} alt="" width={sender.logo.widthPixels} height={sender.logo.heightPixels} />
        )}
        {sender ? sender.name : words.title}
      </header>
      <main>{children}</main>
      <footer>{words.madeWith}</footer>
    </div>
  );
}
