// The inbox by keyboard: J K move, X choose, Enter open, A assign, / search; and choosing every row at once.

import { type Acts, type Meaning, PageKeys } from './lib-keys.ts'

class InboxKeys extends PageKeys {
  readonly meanings: readonly Meaning[] = [
    ['J / K', 'demande suivante, précédente'],
    ['Entrée', 'ouvrir la demande'],
    ['X', 'choisir la demande'],
    ['A', 'affecter les demandes choisies'],
    ['/', 'chercher'],
  ]
  readonly acts: Acts = {
    j: () => this.#move(1),
    k: () => this.#move(-1),
    x: () => this.#choose(),
    a: () => this.#assign(),
    '/': () => this.#search(),
  }
  #at = -1

  override connectedCallback() {
    super.connectedCallback()
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

  override disconnectedCallback() {
    super.disconnectedCallback()
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
}

customElements.define('inbox-keys', InboxKeys)
