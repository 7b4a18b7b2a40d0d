// A form sends once: a second press, or an impatient double click, is ignored. Server keys stay the real protection.

class SubmitOnce extends HTMLElement {
  #sent: HTMLButtonElement | null = null
  #busy = false

  connectedCallback() {
    this.addEventListener('submit', this.#once)
    // Back to the page from the browser's memory: the form may be sent again.
    window.addEventListener('pageshow', this.#free)
  }

  disconnectedCallback() {
    window.removeEventListener('pageshow', this.#free)
  }

  readonly #once = (event: SubmitEvent) => {
    if (event.defaultPrevented) return
    if (this.#busy) {
      event.preventDefault()
      return
    }
    this.#busy = true
    // Marked, not disabled: a disabled button would not send its name and value.
    this.#sent = event.submitter instanceof HTMLButtonElement ? event.submitter : null
    this.#sent?.setAttribute('aria-disabled', 'true')
    // A download or a lost connection leaves the page in place.
    setTimeout(this.#free, 15_000)
  }

  readonly #free = () => {
    this.#busy = false
    this.#sent?.removeAttribute('aria-disabled')
    this.#sent = null
  }
}

customElements.define('submit-once', SubmitOnce)
