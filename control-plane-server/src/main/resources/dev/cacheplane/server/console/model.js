// What the page knows, and how it stays true. Knows nothing of the document but whether anybody looks at it.
import * as api from './api.js';
import * as fleets from './fleet.js';
import { idOf, load } from './policy.js';

const PAUSE_MS = 1000;
/** So often are the services looked for, in rounds. */
const SERVICES_EVERY = 10;

export class Model {
  /** All services for which something is set; null while nobody has said. */
  services = null;
  /** The chosen one's name. */
  service = null;
  /** Its endpoints and what they inherit. */
  policies = null;
  fleet = null;
  /** The endpoint that was changed here last. */
  changed = null;
  unreachable = false;
  /** Why a token is asked for; null if it is not. */
  tokenWanted = null;
  /** What else went wrong in the background. */
  trouble = null;

  #told;
  #round = 0;
  #changes = 0;
  #reloads = 0;
  #timer = 0;
  #running = false;
  /** Whether a look is wanted that begins from now on. */
  #wanted = false;

  /** @param told is called after every change of the above */
  constructor(told) {
    this.#told = told;
  }

  start() {
    document.addEventListener('visibilitychange', () => this.#soon());
    this.#soon();
  }

  choose(service) {
    if (service !== this.service) {
      Object.assign(this, { service, policies: null, fleet: null, changed: null, trouble: null });
      this.#told();
      this.#soon();
    }
  }

  signIn(token) {
    api.useToken(token);
    this.#round = 0;
    this.#soon();
  }

  /** Changes what an endpoint sets, and says what was answered. Whoever asked for it hears of what goes wrong. */
  async change(service, pattern, method, changes) {
    const turn = ++this.#changes;
    let answer;
    try {
      answer = await api.patchEndpoint(service, pattern, method, changes);
      this.unreachable = false;
      if (service === this.service && turn === this.#changes) {
        this.#changes++;
        this.fleet = fleets.fromChange(answer, this.fleet);
        this.changed = idOf(answer.endpoint, method);
      }
    } catch (e) {
      this.#noteFailure(e);
      this.#told();
      throw e;
    }
    try {
      await this.#reload(service);
    } catch (e) {
      this.#noteFailure(e);
    }
    this.#told();
    return answer;
  }

  #soon() {
    this.#wanted = true;
    this.#schedule(0);
  }

  #schedule(millis) {
    clearTimeout(this.#timer);
    if (document.visibilityState === 'visible') {
      this.#timer = setTimeout(() => this.#refresh(), millis);
    }
  }

  async #refresh() {
    if (this.#running) {
      return;
    }
    this.#running = true;
    this.#wanted = false;
    const service = this.service;
    try {
      await this.#look(service);
      Object.assign(this, { unreachable: false, tokenWanted: null, trouble: null });
    } catch (e) {
      this.#noteFailure(e);
      this.trouble = e instanceof api.Problem && e.status !== 401 ? e.message : null;
    } finally {
      this.#running = false;
      this.#told();
      if (this.#wanted) {
        this.#schedule(0);
      } else if (this.tokenWanted === null || this.unreachable) {
        this.#schedule(PAUSE_MS);
      }
    }
  }

  async #look(service) {
    if (this.#round % SERVICES_EVERY === 0) {
      this.services = (await api.services()).services;
    }
    this.#round++;
    if (service === null) {
      return;
    }
    const turn = this.#changes;
    const seen = fleets.fromFleet(await api.fleet(service));
    // What was asked before a change says nothing of it.
    if (service !== this.service || turn !== this.#changes) {
      return;
    }
    this.fleet = fleets.merged(this.fleet, seen);
    if (this.policies?.revision !== seen.revision) {
      await this.#reload(service);
    }
  }

  async #reload(service) {
    const turn = ++this.#reloads;
    const policies = await load(service);
    const { services } = await api.services();
    // One that began later has read what is as new.
    if (service === this.service && turn === this.#reloads) {
      Object.assign(this, { policies, services });
    }
  }

  #whyToken(e) {
    return api.hasToken() ? e.message : 'This control plane wants a token';
  }

  #noteFailure(e) {
    if (e instanceof api.Unreachable) {
      this.unreachable = true;
    } else if (!(e instanceof api.Problem)) {
      throw e;
    } else if (e.status !== null) {
      this.unreachable = false;
      if (e.status === 401) {
        this.tokenWanted = this.#whyToken(e);
      }
    }
  }
}
