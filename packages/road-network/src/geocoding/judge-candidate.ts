import { greatCircleMeters } from '@roundsman/units';
import { type Candidate, SAME_PLACE_METERS } from './geocode-reading.ts';
import type { GeocodeConfidence, GeocodeReason } from './geocoder.ts';

export interface Judgement {
  readonly confidence: GeocodeConfidence;
  readonly reason: GeocodeReason;
}

/** A point this near the door is good enough to send a crew. */
const GOOD_ENOUGH_METERS = 100;

/** How sure the best candidate is, given all others. The rule: rather a medium too many than a wrong high. */
export function judgeCandidate(best: Candidate, others: readonly Candidate[]): Judgement {
  const rival = others.find((other) => other !== best && isRival(best, other));
  const byNumber = judgeNumber(best);
  if (best.place === 'unknown') return { confidence: 'low', reason: 'outside_area' };
  if (best.place === 'contradicted') {
    const sure = best.slips === 0 && best.spot.match === 'exact' && !rival;
    return { confidence: sure ? 'medium' : 'low', reason: 'place_corrected' };
  }
  if (rival) return { confidence: atMost('medium', byNumber.confidence), reason: 'ambiguous' };
  const limited = atMost('medium', byNumber.confidence);
  if (best.place === 'doubtful') return { confidence: limited, reason: 'place_corrected' };
  if (best.slips >= 1) {
    return { confidence: best.place === 'unstated' ? limited : byNumber.confidence, reason: 'spelling_corrected' };
  }
  return byNumber;
}

function judgeNumber({ spot }: Candidate): Judgement {
  const near = spot.withinMeters <= GOOD_ENOUGH_METERS;
  switch (spot.match) {
    case 'exact':
      return { confidence: 'high', reason: 'exact' };
    case 'other_suffix':
      return { confidence: 'high', reason: 'number_nearby' };
    case 'interpolated':
      return { confidence: 'medium', reason: 'number_interpolated' };
    case 'nearby':
      return { confidence: 'medium', reason: 'number_nearby' };
    case 'street':
    case 'not_asked':
      return { confidence: near ? 'medium' : 'low', reason: 'number_missing' };
  }
}

/** Another place that what was written fits about as well. */
function isRival(best: Candidate, other: Candidate): boolean {
  if (rank(other) < rank(best)) return false;
  if (best.slips >= 1 && other.street.key !== best.street.key) return other.slips <= best.slips + 1;
  if (greatCircleMeters(best.spot.point, other.spot.point) <= SAME_PLACE_METERS) return false;
  if (other.street !== best.street) return other.slips <= best.slips;
  return other.spot.match === best.spot.match;
}

const PLACE_RANK: Record<Candidate['place'], number> = {
  confirmed: 3,
  doubtful: 2,
  unstated: 2,
  unknown: 1,
  contradicted: 0,
};
const rank = ({ place }: Candidate) => PLACE_RANK[place];

const ORDER: readonly GeocodeConfidence[] = ['none', 'low', 'medium', 'high'];
function atMost(limit: GeocodeConfidence, confidence: GeocodeConfidence): GeocodeConfidence {
  return ORDER.indexOf(confidence) < ORDER.indexOf(limit) ? confidence : limit;
}
