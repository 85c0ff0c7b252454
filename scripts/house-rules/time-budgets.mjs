const call = /(?<![\w#])fetch\(|\bhttps?Request\)?\(/g;
const budget = /\bsignal\b|\btimeoutMilliseconds\b/;
/** What is handed on as it came has its caller's budget. */
const handedOn = /^fetch\(input, init\)/;

/**
 * Calls over the network that are given no signal, as `{ line, text }` with lines counted from 1: wherever they stand in an expression, of the
 * global `fetch` and of an object's alike, each judged by its own arguments.
 */
export function callsWithoutBudget(text) {
  return [...text.matchAll(call)].flatMap(({ index }) => {
    const start = text.lastIndexOf('\n', index) + 1;
    const line = text.slice(start, text.indexOf('\n', index)).trim();
    if (/^(\/\/|\*|\/\*)/.test(line)) return [];
    const whole = callAt(text, index);
    if (budget.test(whole) || handedOn.test(whole)) return [];
    return [{ line: text.slice(0, index).split('\n').length, text: line }];
  });
}

/** From the name to the parenthesis that closes its arguments. */
function callAt(text, index) {
  let depth = 0;
  for (let at = text.indexOf('(', index); at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return text.slice(index, at + 1);
  }
  return text.slice(index);
}
