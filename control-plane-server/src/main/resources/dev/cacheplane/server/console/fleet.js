// How far a change has come, in words.
import { nameOf } from './policy.js';

const MOST_NAMES = 3;

/** What GET /api/fleet/{service} says. */
export function fromFleet(answer) {
  const alive = answer.instances.filter((instance) => instance.state !== 'gone');
  const times = alive.map((instance) => instance.appliedAfterMillis).filter((millis) => millis !== null);
  return {
    revision: nameOf({ epoch: answer.revision.epoch, revision: answer.revision.number }),
    live: answer.summary.live,
    applied: answer.summary.applied,
    millis: times.length === 0 ? null : Math.max(...times),
    waitingFor: alive.filter((instance) => instance.state !== 'applied').map((instance) => instance.host),
    rejecting: alive.filter((instance) => instance.rejected.length > 0).map((instance) => instance.host),
    gone: answer.summary.gone,
  };
}

/** What a change is answered with; what it does not say is as it was before. */
export function fromChange(answer, before) {
  return {
    revision: nameOf(answer),
    live: answer.fleet.live,
    applied: answer.fleet.applied,
    millis: answer.fleet.millis,
    waitingFor: answer.fleet.waitingFor.map((instance) => instance.host),
    rejecting: before?.rejecting ?? [],
    gone: before?.gone ?? 0,
  };
}

/** The newer of two, but the time that a change was answered with stays: it is read out, and need not be again. */
export function merged(before, now) {
  const same = before !== null && before.revision === now.revision && before.live === now.live && before.applied === now.applied;
  return same && before.millis !== null ? { ...now, millis: before.millis } : now;
}

/** How that looks: applied everywhere, not everywhere, or by nobody because nobody is there. */
export function look({ live, applied, rejecting }) {
  if (applied < live || rejecting.length > 0) {
    return 'behind';
  }
  return live === 0 ? 'quiet' : 'everywhere';
}

export function line(fleet) {
  const parts = [fleet.live === 0 ? 'no instance reports' : `applied on ${fleet.applied} of ${fleet.live}`];
  if (fleet.live > 0 && fleet.applied === fleet.live && fleet.millis !== null) {
    parts[0] += `, in ${fleet.millis} ms`;
  }
  if (fleet.waitingFor.length > 0) {
    parts.push(`waiting for ${names(fleet.waitingFor)}`);
  }
  if (fleet.rejecting.length > 0) {
    parts.push(`${names(fleet.rejecting)} could not read all of it`);
  }
  if (fleet.gone > 0) {
    parts.push(`${fleet.gone} gone`);
  }
  return parts.join('; ');
}

function names(hosts) {
  const more = hosts.length - MOST_NAMES;
  return hosts.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
