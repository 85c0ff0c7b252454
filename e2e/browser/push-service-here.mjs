// Loaded before the platform: the name of a push service leads to this machine, where a stand-in answers.
import dns from 'node:dns';

const real = dns.lookup;
const here = { address: '127.0.0.1', family: 4 };

dns.lookup = (name, options, done) => {
  const answer = typeof options === 'function' ? options : done;
  if (name !== 'fcm.googleapis.com') return real(name, options, done);
  return process.nextTick(() =>
    options?.all === true ? answer(null, [here]) : answer(null, here.address, here.family),
  );
};
