// A form that came again, because something was wrong, is not lost by a link followed and « Back »: browsers do not go back to the answer of
// what was posted, so its entry of the history becomes the page of the form, and what is typed goes with that entry. For the same session
// alone: whoever signs in next in that tab finds nothing. No secret, and no file.

type Typed = readonly (readonly [name: string, value: string])[]

/** More would weigh on each page of the history. */
const MOST = 300_000

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(
    (one): one is Control =>
      one.matches(
        'textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit])',
      ) && (one as Control).name !== '',
  )

const isTicked = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(control.type)

const tokenOf = (form: HTMLFormElement): string =>
  form.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? ''

function typedIn(form: HTMLFormElement): Typed {
  const shown = controlsOf(form).filter((control) => !isTicked(control) || control.checked)
  return shown.map(({ name, value }) => [name, value])
}

function fill(form: HTMLFormElement, typed: Typed): void {
  const left = Map.groupBy(typed, ([name]) => name)
  for (const control of controlsOf(form)) {
    const own = left.get(control.name) ?? []
    if (isTicked(control)) control.checked = own.some(([, value]) => value === control.value)
    else control.value = own.shift()?.[1] ?? control.value
  }
  form.dispatchEvent(new Event('change', { bubbles: true }))
}

class KeepTyped extends HTMLElement {
  #form: HTMLFormElement | null = null

  connectedCallback() {
    this.#form = this.querySelector('form')
    if (this.#form === null) return
    const { typed, token } = (history.state ?? {}) as { typed?: Typed; token?: string }
    const isBack = typed !== undefined && token === tokenOf(this.#form)
    if (isBack) fill(this.#form, typed)
    if (!isBack && !this.hasAttribute('data-again')) return
    this.#keep()
    this.#form.addEventListener('change', this.#keep)
    // What was typed last, before a link is followed.
    window.addEventListener('pagehide', this.#keep)
  }

  disconnectedCallback() {
    window.removeEventListener('pagehide', this.#keep)
  }

  readonly #keep = () => {
    if (this.#form === null) return
    const state = { typed: typedIn(this.#form), token: tokenOf(this.#form) }
    if (JSON.stringify(state).length < MOST) history.replaceState(state, '')
  }
}

customElements.define('keep-typed', KeepTyped)
