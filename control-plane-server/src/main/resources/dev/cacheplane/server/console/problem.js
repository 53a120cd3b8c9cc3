// What is said beside that which failed.
import { Problem, Unreachable } from './api.js';

export function whatFailed(e) {
  if (e instanceof Problem) {
    return e.message;
  }
  if (e instanceof Unreachable) {
    return 'No answer; it is not known whether this was saved';
  }
  throw e;
}
