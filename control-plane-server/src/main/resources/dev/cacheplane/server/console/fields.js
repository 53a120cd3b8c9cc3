// Every field of an endpoint's effective policy, and where its value comes from.
import { html } from './html.js';
import { effective } from './policy.js';

export function Fields({ endpoint, inherited }) {
  return html`
    <table>
      <thead><tr><th scope="col">field</th><th scope="col">value</th><th scope="col">from</th></tr></thead>
      <tbody>
        ${[...inherited.keys()].map((field) => {
          const { value, from } = effective(endpoint, inherited, field);
          return html`
            <tr key=${field} class=${field in endpoint.settings ? 'own' : ''}>
              <th scope="row"><code>${field}</code></th>
              <td><code>${JSON.stringify(value)}</code></td>
              <td>${from}</td>
            </tr>`;
        })}
      </tbody>
    </table>`;
}
