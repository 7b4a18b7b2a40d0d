// A button that asks the device for a passkey (Web Authentication), then posts its answer with the form inside.
// Absent when the browser cannot, or on a host for which no passkey of ours is good.

const REFUSED = 'La clé d’accès n’a pas répondu. Réessayez, ou continuez sans elle.'

function isPossible(host: string): boolean {
  const here = location.hostname
  if (here !== host && !here.endsWith(`.${host}`)) return false
  return (
    window.isSecureContext &&
    'PublicKeyCredential' in window &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential
  )
}

class PasskeyButton extends HTMLElement {
  readonly #said = document.createElement('p')

  connectedCallback() {
    const form = this.querySelector('form')
    const { host = '', label = '', look = 'button' } = this.dataset
    if (form === null || form.querySelector('button') || !isPossible(host)) return
    const button = document.createElement('button')
    button.className = look
    button.textContent = label
    this.#said.className = 'meta'
    this.#said.setAttribute('role', 'status')
    form.append(button, this.#said)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#ask(form)
    })
  }

  async #ask(form: HTMLFormElement) {
    this.#said.textContent = ''
    try {
      const credential = await this.#credential(form)
      const answer = form.elements.namedItem('answer')
      if (!(credential instanceof PublicKeyCredential) || !(answer instanceof HTMLInputElement))
        throw new Error()
      answer.value = JSON.stringify(credential.toJSON())
      // Past the listener: the answer leaves as an ordinary form.
      form.submit()
    } catch {
      this.#said.textContent = REFUSED
    }
  }

  async #credential(form: HTMLFormElement): Promise<Credential | null> {
    const csrf = new FormData(form).get('_csrf')
    const body = new URLSearchParams({ _csrf: typeof csrf === 'string' ? csrf : '' })
    const reply = await fetch(this.dataset.options ?? '', { method: 'POST', body })
    const options = await reply.json()
    if (typeof options.to === 'string') location.assign(options.to)
    if (!reply.ok) return null
    return this.dataset.mode === 'create'
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  }
}

customElements.define('passkey-button', PasskeyButton)
