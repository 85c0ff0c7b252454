const WORDS = ['new', 'job', 'order', 'add'];
const LEAST_LETTERS = 2;

/** Whether the words typed into the search mean a new job: `new`, `new job`, `order`. Nothing typed may mean it too. */
export function asksForNewJob(text: string): boolean {
  const typed = text.trim().toLowerCase();
  if (typed === '') return true;
  return (
    typed.length >= LEAST_LETTERS && typed.split(/\s+/).every((part) => WORDS.some((word) => word.startsWith(part)))
  );
}
