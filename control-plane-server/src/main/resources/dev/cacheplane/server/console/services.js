// The services, and the way to one that is not among them yet.
import { html } from './html.js';

export function ServiceList({ services, chosen }) {
  const isNew = chosen !== null && services !== null && !services.some(({ service }) => service === chosen);
  return html`
    <nav aria-label="Services">
      <h2>Services</h2>
      ${services === null && html`<p class="quiet">Loading …</p>`}
      ${services?.length === 0 && html`<p class="quiet">Nothing is set for any service yet.</p>`}
      <ul>
        ${services?.map(({ service, endpoints }) => item(service, `${endpoints}`, chosen))}
        ${isNew && item(chosen, 'new', chosen)}
      </ul>
      <form onSubmit=${open}>
        <label for="other-service">Another service</label>
        <div class="together">
          <input id="other-service" name="service" required pattern="[a-z0-9][a-z0-9._\\-]*" maxlength="63"
            title="a-z, 0-9, dot, underscore and hyphen, beginning with a letter or a digit" autocomplete="off" spellcheck=${false} />
          <button>Open</button>
        </div>
      </form>
    </nav>`;
}

const item = (service, note, chosen) => html`
  <li key=${service}>
    <a href=${`#${service}`} aria-current=${service === chosen ? 'page' : null}>
      <span>${service}</span><span class="count">${note}<span class="unseen"> ${note === 'new' ? '' : 'endpoints'}</span></span>
    </a>
  </li>`;

function open(event) {
  event.preventDefault();
  location.hash = event.target.elements.service.value;
  event.target.reset();
}
