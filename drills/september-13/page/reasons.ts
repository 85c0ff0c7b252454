import type { Profile } from '../profiles.ts';

const ALL_GRAY =
  'Every edge is ill, so that there is no well one to go to; a call is given up after its 15 s, and further requests are bounded, lest trouble become a storm';
const OWN_NETWORK =
  'What loses packets is the client’s own network, over whichever edge it asks: a sibling asked as well may be lost too, and once the client’s bucket of further requests is empty the next goes out on credit, after four seconds';
const SMALL_BUCKETS =
  'The bound is a bucket of each client: 4 % of its requests, and beside that a reserve of four (three in runs before 30 November), one a minute and six on credit for what is urgent, without which a client that asks seldom would be left alone with an ill edge. At 1 request/s in all each of twelve clients asks five times a minute, and one a minute alone is a fifth of that; the 5 % hold for clients that ask every few seconds';
const EMPTY_BUCKETS =
  'In two runs side by side, one of A and one of E, the machine was slow in the healthy phase (p95 155 and 186 ms, 3.4 and 3.7 % further requests in peace): the hedges of that minute had emptied the buckets of some of twelve clients, which then waited up to 4.8 s until one was urgent, and a client of E had more requests at the ill edge than credit. Hedges have left two over for such a moment since (docs/redundancy.md, the request loop); these two runs are from before that';
const FEW_REQUESTS =
  'With so few requests while gray one or two slow ones are what 99 % do not pass: a client’s first over the ill edge takes the 150 ms until a sibling is asked, and one moment in which the busy machine stands still the rest';

const EMPTIED = ['failed', 'p99 while gray', 'a client moves away'];

/** Why a profile misses an aim, where that was found out; read beside the slowest requests that each run keeps with the way they went. */
export function reasonFor(figure: string, profile: Profile, rate: number): string | null {
  const isSparse = rate < 20;
  if (profile === 'F' && (figure.startsWith('failed') || figure === 'p99 while gray')) return ALL_GRAY;
  if ((profile === 'A' || profile === 'E') && !isSparse && EMPTIED.some((start) => figure.startsWith(start)))
    return EMPTY_BUCKETS;
  if (figure.startsWith('extra requests')) {
    if (profile === 'F')
      return 'Every edge is ill, each request is in trouble, and each client spends what its bucket has: the 4 % that its requests earn, and beside them the reserve, one a minute and the credit for what is urgent';
    return isSparse ? SMALL_BUCKETS : null;
  }
  if (figure === 'p99 while gray') {
    if (profile === 'H') return OWN_NETWORK;
    return isSparse ? FEW_REQUESTS : null;
  }
  if (figure === 'all clients are away' && isSparse)
    return 'Each of twelve clients asks every twelve seconds on average, and hears of the drain with its next answer: the last of them first asks long after the edge was named, is answered by a sibling, and is away';
  if (figure.startsWith('a client moves away')) {
    if (isSparse && profile === 'E')
      return 'A client that had emptied its bucket waited four seconds for the credit on which a sibling is asked';
    if (profile === 'B')
      return 'Where 19 of 20 packets pass, the two requests of a client that meet the fault may be seconds apart; in between it had quick answers';
  }
  if (figure.startsWith('back to normal'))
    return 'An edge comes back in steps once nothing has spoken against it for 30 s; in one run something did so a while after the fault was over, which began them anew';
  return null;
}
