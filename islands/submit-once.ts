// A form sends once: a second press, or an impatient double click, is ignored. Server keys stay the real protection.
// A form that nothing keeps (`data-guard`) asks before the page is left with what was typed.

class SubmitOnce extends HTMLElement {
  #sent: HTMLButtonElement | null = null
  #busy = false
  #isTyped = false

  connectedCallback() {
    this.addEventListener('submit', this.#once)
    this.addEventListener('input', this.#typed)
    this.#isTyped = this.#guard === 'typed'
    if (this.#guard !== undefined) window.addEventListener('beforeunload', this.#ask)
    // Back to the page from the browser's memory: the form may be sent again.
    window.addEventListener('pageshow', this.#free)
  }

  disconnectedCallback() {
    window.removeEventListener('pageshow', this.#free)
    window.removeEventListener('beforeunload', this.#ask)
  }

  get #guard() {
    return this.querySelector('form')?.dataset.guard
  }

  readonly #typed = () => {
    this.#isTyped = true
  }

  readonly #ask = (event: BeforeUnloadEvent) => {
    if (this.#isTyped && !this.#busy) event.preventDefault()
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
