// Keys of one letter on a page: never while one types, listed by « ? » or a button, and each person may turn them off.

export type Meaning = readonly [key: string, meaning: string]
/** What each key does; it says whether it did something. */
export type Acts = Readonly<Record<string, () => boolean>>

const KEPT = 'parvis-touches'
const TYPED = 'input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]'

// A browser may refuse to keep anything: the keys then work until they are turned off, page by page.
const kept = (): string | null => {
  try {
    return localStorage.getItem(KEPT)
  } catch {
    return null
  }
}
const keep = (on: boolean) => {
  try {
    localStorage.setItem(KEPT, on ? 'oui' : 'non')
  } catch {}
}

const element = <K extends keyof HTMLElementTagNameMap>(name: K, text = '', className = '') =>
  Object.assign(document.createElement(name), { textContent: text, className })

/** An element of the page whose letters act; it ends with the button that lists them. */
export abstract class PageKeys extends HTMLElement {
  abstract readonly meanings: readonly Meaning[]
  abstract readonly acts: Acts
  #isOn = kept() !== 'non'
  #dialog: HTMLDialogElement | null = null
  /** Where the focus was as the help opened. */
  #before: Element | null = null

  connectedCallback() {
    document.addEventListener('keydown', this.#key)
    const button = element('button', 'Touches du clavier', 'button bare')
    button.type = 'button'
    button.addEventListener('click', this.#help)
    this.append(button)
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#key)
  }

  /** Escape gives a field back to the keys. */
  readonly #key = (event: KeyboardEvent) => {
    const { key, target, ctrlKey, metaKey, altKey } = event
    if (!this.#isOn || ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return
    if (target.matches(TYPED)) {
      if (key === 'Escape' && target.matches('textarea')) target.blur()
      return
    }
    const isHelp = key === '?'
    if (this.#dialog?.open === true && !isHelp) return
    if (isHelp) this.#help()
    else if (this.acts[key.toLowerCase()]?.() !== true) return
    event.preventDefault()
  }

  readonly #help = () => {
    this.#dialog ??= this.#makeDialog()
    if (this.#dialog.open) return this.#dialog.close()
    this.#before = document.activeElement
    this.#dialog.showModal()
  }

  #makeDialog(): HTMLDialogElement {
    const dialog = element('dialog', '', 'keys-dialog')
    dialog.setAttribute('aria-labelledby', 'titre-touches')
    // Closed by « Échap », « ? » or the button: the work goes on where it was, but for whoever has gone elsewhere before this is told.
    dialog.addEventListener('close', () => {
      const isNowhere = document.activeElement === null || document.activeElement === document.body
      if (isNowhere && this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true })
    })
    const title = element('h2', 'Touches du clavier')
    title.id = 'titre-touches'
    const list = element('dl')
    for (const [key, meaning] of [...this.meanings, ['?', 'montrer ou fermer cette aide'] as const]) {
      const term = element('dt')
      term.append(element('kbd', key))
      list.append(term, element('dd', meaning))
    }
    const close = element('button', 'Fermer', 'button quiet')
    close.type = 'button'
    close.addEventListener('click', () => dialog.close())
    dialog.append(title, list, this.#switch(), close)
    this.append(dialog)
    return dialog
  }

  #switch(): HTMLElement {
    const label = element('label', '', 'choice')
    const box = element('input')
    box.type = 'checkbox'
    box.checked = this.#isOn
    box.addEventListener('change', () => {
      this.#isOn = box.checked
      keep(box.checked)
    })
    label.append(box, element('span', 'Utiliser ces touches'))
    return label
  }
}
