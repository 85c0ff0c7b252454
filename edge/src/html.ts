/** Text made harmless inside HTML and XML, in attributes too. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** One look for the pages that need no script: quiet, both themes, one column. */
export const plainStyle = `
:root { color-scheme: light dark; --line: #838c98; --muted: #545d68; --accent: #1c56c9; --ground: #f5f6f7; --ink: #15191e }
@media (prefers-color-scheme: dark) { :root { --line: #717c89; --muted: #a3adb8; --accent: #86b0ff; --ground: #101418; --ink: #e9ecef } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 24px 16px; max-width: 720px; background: var(--ground); color: var(--ink); font: 16px/24px system-ui, sans-serif }
h1 { font-size: 28px; line-height: 36px; margin: 0 0 8px } h2 { font-size: 18px; margin: 32px 0 8px } h3 { font-size: 16px; margin: 16px 0 4px }
p { margin: 0 0 8px } form + p { margin-top: 24px } small, .muted { color: var(--muted) } a { color: var(--accent) }
table { border-collapse: collapse; width: 100% } td, th { padding: 4px 8px 4px 0; text-align: left; border-bottom: 1px solid var(--line) }
form { display: grid; gap: 12px } label { display: grid; gap: 4px } fieldset { display: grid; gap: 4px; border: 1px solid var(--line); border-radius: 6px }
input, select, textarea, button { font: inherit; color: inherit; background: transparent; padding: 8px; min-height: 44px; border: 1px solid var(--line); border-radius: 6px }
option { background: var(--ground) }
button { justify-self: start; padding: 8px 24px; background: var(--accent); border-color: var(--accent); color: var(--ground); font-weight: 600 }
button.plain { background: transparent; color: var(--accent) }
.row { display: grid; grid-template-columns: 1fr minmax(9em, auto); align-items: center; gap: 8px }
blockquote { margin: 8px 0 16px; padding: 12px; border: 1px solid var(--line); border-radius: 6px } blockquote p:last-child { margin: 0 }
.said { padding: 12px; border: 2px solid var(--accent); border-radius: 6px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`;

export function plainPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${plainStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** `2026-09-13 10:42 UTC`. */
export const utcWords = (instant: string) => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
