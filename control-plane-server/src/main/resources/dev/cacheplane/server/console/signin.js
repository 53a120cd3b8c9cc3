// Asks for a token. The field is emptied at once; only api.js keeps what was in it.
import { html } from './html.js';

/** No header takes anything else. */
const VISIBLE = ' *[!-~]+ *';

export function SignIn({ reason, signIn }) {
  const submit = (event) => {
    event.preventDefault();
    signIn(event.target.elements.token.value.trim());
    event.target.reset();
  };
  return html`
    <form class="sign-in" onSubmit=${submit} aria-label="Sign in">
      <p role="alert">${reason}</p>
      <label for="token">Token</label>
      <div class="together">
        <input id="token" name="token" type="password" required autocomplete="off" pattern=${VISIBLE} title="Letters, digits and signs of ASCII" />
        <button>Use it</button>
      </div>
      <p class="quiet">It is kept until this page is closed or loaded again. ADMIN_TOKEN may change policies, SDK_TOKEN may look.</p>
    </form>`;
}
