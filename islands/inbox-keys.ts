// The inbox by keyboard: J K move, X choose, Enter open, A assign, / search, ? help; and choosing every row at once.

const KEYS: readonly [key: string, meaning: string][] = [
  ['J / K', 'demande suivante, précédente'],
  ['Entrée', 'ouvrir la demande'],
  ['X', 'choisir la demande'],
  ['A', 'affecter les demandes choisies'],
  ['/', 'chercher'],
  ['?', 'montrer ou fermer cette aide'],
]

class InboxKeys extends HTMLElement {
  #at = -1
  #dialog: HTMLDialogElement | null = null

  connectedCallback() {
    document.addEventListener('keydown', this.#key)
    this.addEventListener('change', this.#count)
    const all = this.#all
    if (all) {
      all.hidden = false
      all.addEventListener('change', () => {
        for (const tick of this.#ticks) tick.checked = all.checked
      })
    }
    window.addEventListener('pageshow', this.#count)
    this.#count()
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.#key)
    window.removeEventListener('pageshow', this.#count)
  }

  get #rows() {
    return [...this.querySelectorAll<HTMLTableRowElement>('tbody tr')]
  }

  get #ticks() {
    return [...this.querySelectorAll<HTMLInputElement>('tbody input.tick')]
  }

  get #all() {
    return this.querySelector<HTMLInputElement>('[data-select-all]')
  }

  readonly #count = () => {
    const ticks = this.#ticks
    const chosen = ticks.filter((tick) => tick.checked).length
    const bar = this.querySelector<HTMLElement>('.bulk')
    if (bar) bar.hidden = chosen === 0
    const said = this.querySelector('[data-bulk-count]')
    if (said) said.textContent = chosen === 1 ? '1 demande choisie' : `${chosen} demandes choisies`
    const all = this.#all
    if (!all) return
    all.checked = chosen > 0 && chosen === ticks.length
    all.indeterminate = chosen > 0 && chosen < ticks.length
  }

  readonly #key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#isTyping(event.target)) return
    const act = this.#acts[event.key.toLowerCase()]
    if (act?.() !== true) return
    event.preventDefault()
  }

  #isTyping(target: EventTarget | null) {
    return (
      target instanceof Element &&
      target.matches('input:not([type=checkbox]), select, textarea, [contenteditable]')
    )
  }

  /** Each says whether it did something. */
  readonly #acts: Record<string, () => boolean> = {
    j: () => this.#move(1),
    k: () => this.#move(-1),
    x: () => this.#choose(),
    a: () => this.#assign(),
    '/': () => this.#search(),
    '?': () => this.#help(),
  }

  #move(step: number): boolean {
    const rows = this.#rows
    if (rows.length === 0) return false
    this.#at = Math.min(rows.length - 1, Math.max(0, this.#at + step))
    for (const [index, row] of rows.entries()) row.toggleAttribute('data-current', index === this.#at)
    // The link takes the focus: Enter opens, and screen readers say the row.
    rows[this.#at]?.querySelector<HTMLAnchorElement>('th a, td a')?.focus()
    rows[this.#at]?.scrollIntoView({ block: 'nearest' })
    return true
  }

  #choose(): boolean {
    const tick = this.#rows[this.#at]?.querySelector<HTMLInputElement>('input.tick')
    tick?.click()
    return tick !== null && tick !== undefined
  }

  #assign(): boolean {
    if (!this.#ticks.some((tick) => tick.checked)) this.#choose()
    const control = this.querySelector<HTMLElement>('.bulk:not([hidden]) select, .bulk:not([hidden]) button')
    control?.focus()
    return control !== null
  }

  #search(): boolean {
    const input = this.querySelector<HTMLInputElement>('input[type=search]')
    input?.focus()
    return input !== null
  }

  #help(): boolean {
    if (this.#dialog?.open) {
      this.#dialog.close()
      return true
    }
    this.#dialog ??= this.#makeDialog()
    this.#dialog.showModal()
    return true
  }

  #makeDialog(): HTMLDialogElement {
    const dialog = document.createElement('dialog')
    dialog.className = 'keys-dialog'
    dialog.setAttribute('aria-labelledby', 'titre-touches')
    const title = document.createElement('h2')
    title.id = 'titre-touches'
    title.textContent = 'Touches du clavier'
    const list = document.createElement('dl')
    for (const [key, meaning] of KEYS) {
      const term = document.createElement('dt')
      const mark = document.createElement('kbd')
      mark.textContent = key
      term.append(mark)
      const said = document.createElement('dd')
      said.textContent = meaning
      list.append(term, said)
    }
    const close = document.createElement('button')
    close.type = 'button'
    close.className = 'button quiet'
    close.textContent = 'Fermer'
    close.addEventListener('click', () => dialog.close())
    dialog.append(title, list, close)
    this.append(dialog)
    return dialog
  }
}

customElements.define('inbox-keys', InboxKeys)
