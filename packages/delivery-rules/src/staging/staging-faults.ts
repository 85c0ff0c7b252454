import { isSuspectedDuplicate } from '../job/duplicates.ts';
import { loadOf, overloads } from '../job/load.ts';
import { isServiceDate } from '../time/service-date.ts';
import { type LocalWindow, windowInstants } from '../time/windows.ts';
import { error, type Fault, warning } from './fault.ts';
import type { StagedAction, StagedAddress, StagedContact, StagedJob, StagingContext } from './staged-job.ts';

/** Everything that is wrong or doubtful with a staged job, in the order of its fields. Pure: ask again after every fix. */
export function stagingFaults(job: StagedJob, context: StagingContext): Fault[] {
  return [
    ...identityFaults(job, context),
    ...contactFaults(job.contact),
    ...addressFaults(job.address),
    ...dateFaults(job, context),
    ...job.windows.flatMap((window, index) => windowFaults(window, index, job, context)),
    ...actionFaults(job.actions),
    ...fleetFaults(job, context),
  ];
}

function identityFaults(job: StagedJob, context: StagingContext): Fault[] {
  const holder = context.existing.find((other) => job.referenceId !== null && other.referenceId === job.referenceId);
  if (holder) {
    return [
      error(
        'referenceId',
        'reference_taken',
        `${holder.code} already has the reference ${job.referenceId}.`,
        'Give this job another reference, or drop the row if it is the same job.',
      ),
    ];
  }
  const candidate = { ...job, key: job.duplicateKey };
  const twin = context.existing.find((other) => isSuspectedDuplicate(candidate, other));
  if (!twin) return [];
  return [
    warning(
      'duplicate',
      'suspected_duplicate',
      `${twin.code} is for the same customer, address and date.`,
      'Drop this row, or release it if two visits are meant.',
    ),
  ];
}

function contactFaults(contact: StagedContact): Fault[] {
  const faults: Fault[] = [];
  if (contact.name.trim() === '')
    faults.push(error('contact.name', 'name_missing', 'Nobody is named.', 'Enter who receives.'));
  const phoneGiven = (contact.phoneAsGiven ?? '').trim();
  const emailGiven = (contact.emailAsGiven ?? '').trim();
  if (phoneGiven !== '' && contact.phone === null) {
    faults.push(
      warning(
        'contact.phone',
        'phone_invalid',
        `"${phoneGiven}" is no telephone number.`,
        'Correct it, with the country code if it is a foreign one.',
      ),
    );
  }
  if (emailGiven !== '' && contact.email === null) {
    faults.push(warning('contact.email', 'email_invalid', `"${emailGiven}" is no e-mail address.`, 'Correct it.'));
  }
  if (phoneGiven === '' && emailGiven === '') {
    faults.push(
      warning(
        'contact.phone',
        'contact_missing',
        'Neither telephone nor e-mail: the customer cannot be told anything.',
        'Enter a telephone number or an e-mail address.',
      ),
    );
  }
  return faults;
}

function addressFaults(address: StagedAddress): Fault[] {
  if (address.confidence === 'pinned') return [];
  if (address.asGiven.trim() === '') {
    return [error('address', 'address_missing', 'There is no address.', 'Type one, or set the pin on the map.')];
  }
  const why = address.reason ? ` ${address.reason}` : '';
  if (address.point === null || address.confidence === null || address.confidence === 'none') {
    return [
      error(
        'address',
        'address_not_found',
        `"${address.asGiven}" was not found.${why}`,
        'Correct the spelling, or set the pin on the map.',
      ),
    ];
  }
  if (address.confidence === 'high') return [];
  const severity = address.confidence === 'low' ? error : warning;
  return [
    severity(
      'address',
      'address_uncertain',
      `It is not certain where "${address.asGiven}" is.${why}`,
      'Look at the pin and move it if it is wrong.',
    ),
  ];
}

function dateFaults(job: StagedJob, context: StagingContext): Fault[] {
  const date = job.serviceDate;
  if (date === null) return [];
  if (!isServiceDate(date)) {
    return [
      error('serviceDate', 'service_date_invalid', `"${date}" is no date.`, 'Write it as 2026-11-23, or choose a day.'),
    ];
  }
  if (date < context.today) {
    return [error('serviceDate', 'service_date_past', `${date} has passed.`, 'Choose today or a later day.')];
  }
  if (context.isOpen(date)) return [];
  return [
    warning(
      'serviceDate',
      'service_date_closed',
      `The branch does not work on ${date}.`,
      'Choose another day, or open it in the calendar.',
    ),
  ];
}

function windowFaults(window: LocalWindow, index: number, job: StagedJob, context: StagingContext): Fault[] {
  const field = `windows.${index}`;
  const words = `${window.from}–${window.to}`;
  const date = job.serviceDate !== null && isServiceDate(job.serviceDate) ? job.serviceDate : null;
  // Without a date any ordinary day shows whether the window can stand.
  const answer = windowInstants(date ?? '2001-01-01', window, date ? job.zone : 'UTC');
  if ('fault' in answer) {
    return answer.fault === 'does_not_exist_that_day'
      ? [
          error(
            field,
            'window_not_that_day',
            `${words} does not exist on ${job.serviceDate}: the clocks are put forward.`,
            'Choose a later time or another day.',
          ),
        ]
      : [
          error(
            field,
            'window_invalid',
            answer.fault === 'not_a_time' ? `${words} is no time of day.` : `${words} ends before it begins.`,
            'Write it as 08:00–12:00; times past midnight go on counting, 22:00–25:00.',
          ),
        ];
  }
  if (date === null) return [];
  const { startsAt, endsAt } = answer.window;
  if (endsAt < context.now && date >= context.today) {
    return [error(field, 'window_past', `${words} on ${date} has passed.`, 'Choose a later window or another day.')];
  }
  if ((endsAt.getTime() - startsAt.getTime()) / 1000 >= 900) return [];
  return [
    warning(
      field,
      'window_too_short',
      `${words} is shorter than a quarter of an hour.`,
      'Widen it if the customer can wait.',
    ),
  ];
}

function actionFaults(actions: readonly StagedAction[]): Fault[] {
  if (actions.length === 0) {
    return [
      error('actions', 'actions_missing', 'Nothing is to be done there.', 'Add what is delivered, collected or done.'),
    ];
  }
  return actions.flatMap((action, index) => {
    const faults: Fault[] = [];
    if (!Number.isInteger(action.quantity) || action.quantity < 1) {
      faults.push(
        error(
          `actions.${index}.quantity`,
          'quantity_invalid',
          `${action.quantity} is no quantity.`,
          'Enter a whole number from 1.',
        ),
      );
    }
    if (action.description.trim() === '') {
      faults.push(
        warning(
          `actions.${index}.description`,
          'description_missing',
          'It is not said what it is.',
          'Enter what the crew should look for.',
        ),
      );
    }
    return faults;
  });
}

function fleetFaults(job: StagedJob, context: StagingContext): Fault[] {
  const faults: Fault[] = [];
  const over = context.largestCapacity ? overloads(loadOf(job.actions), context.largestCapacity) : [];
  if (over.length > 0) {
    faults.push(
      warning(
        'actions',
        'too_big',
        `No vehicle can carry this: too much ${over.join(' and ')}.`,
        'Check weight and volume, split the job, or add a larger vehicle.',
      ),
    );
  }
  for (const skill of job.skills.filter((one) => !context.knownSkills.has(one))) {
    faults.push(
      warning(
        'skills',
        'skill_unknown',
        `Nobody has the skill ${skill}.`,
        'Correct it, or give it to an operator or vehicle.',
      ),
    );
  }
  if (context.mostOperators !== null && job.operatorsNeeded > context.mostOperators) {
    faults.push(
      warning(
        'operatorsNeeded',
        'too_many_operators',
        `No crew has ${job.operatorsNeeded} operators.`,
        'Lower the number, or form a larger crew.',
      ),
    );
  }
  return faults;
}
