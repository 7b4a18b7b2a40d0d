// Proposes answers as one types (ARIA 1.2 combobox with a list). Without it, or when nothing answers, the form searches.

interface Suggestion {
  href: string
  title: string
  kind: string | null
}

const PAUSE = 150
const SHORTEST = 2
const MOST_WAIT = 3_000

class SearchSuggestions extends HTMLElement {
  #timer = 0
  #asking = new AbortController()
  #found: Suggestion[] = []
  #active = -1
  readonly #list = document.createElement('ul')
  readonly #said = document.createElement('p')

  connectedCallback() {
    const input = this.#input
    if (!input || this.#list.isConnected) return
    this.#list.className = 'suggestions'
    this.#list.id = `${input.id}-propositions`
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', 'Réponses proposées')
    this.#list.hidden = true
    this.#said.className = 'hidden'
    this.#said.setAttribute('role', 'status')
    this.append(this.#list, this.#said)
    for (const [name, value] of Object.entries({
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.#list.id,
    })) {
      input.setAttribute(name, value)
    }
    input.addEventListener('input', () => {
      window.clearTimeout(this.#timer)
      this.#timer = window.setTimeout(this.#search, PAUSE)
    })
    input.addEventListener('keydown', this.#key)
    input.addEventListener('blur', () => window.setTimeout(() => this.#close(), 150))
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault())
    this.#list.addEventListener('click', (event) => {
      const line = event.target instanceof Element ? event.target.closest('li') : null
      if (line) this.#go([...this.#list.children].indexOf(line))
    })
  }

  get #input() {
    return this.querySelector('input')
  }

  readonly #search = async () => {
    const input = this.#input
    const quoi = input?.value.trim() ?? ''
    this.#asking.abort()
    if (!input || quoi.length < SHORTEST) return this.#close()
    this.#asking = new AbortController()
    const { signal } = this.#asking
    const where = input.form?.elements.namedItem('ou')
    const query = new URLSearchParams({ quoi, ou: where instanceof HTMLInputElement ? where.value : '' })
    try {
      const answer = await fetch(`${this.dataset.url}?${query}`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(MOST_WAIT)]),
      })
      const found = answer.ok ? ((await answer.json()) as Suggestion[]) : []
      if (!signal.aborted && document.activeElement === input) this.#open(found)
    } catch {
      if (!signal.aborted) this.#close()
    }
  }

  #open(found: Suggestion[]) {
    this.#found = found
    this.#active = -1
    this.#list.replaceChildren(...found.map((one, index) => this.#line(one, index)))
    this.#list.hidden = found.length === 0
    this.#input?.setAttribute('aria-expanded', String(found.length > 0))
    this.#input?.removeAttribute('aria-activedescendant')
    const plural = found.length > 1 ? 's' : ''
    this.#said.textContent = found.length === 0 ? '' : `${found.length} réponse${plural} proposée${plural}`
  }

  #line({ title, kind }: Suggestion, index: number) {
    const line = document.createElement('li')
    line.id = `${this.#list.id}-${index}`
    line.setAttribute('role', 'option')
    line.setAttribute('aria-selected', 'false')
    line.textContent = kind === null ? title : `${title} (${kind.toLowerCase()})`
    return line
  }

  #close() {
    this.#open([])
  }

  readonly #key = (event: KeyboardEvent) => {
    if (this.#list.hidden) return
    const last = this.#found.length - 1
    if (event.key === 'ArrowDown') this.#activate(this.#active < last ? this.#active + 1 : 0)
    else if (event.key === 'ArrowUp') this.#activate(this.#active > 0 ? this.#active - 1 : last)
    else if (event.key === 'Enter' && this.#active >= 0) this.#go(this.#active)
    else if (event.key === 'Escape') this.#close()
    else return
    event.preventDefault()
  }

  #activate(index: number) {
    this.#active = index
    for (const [at, line] of [...this.#list.children].entries()) {
      line.setAttribute('aria-selected', String(at === index))
      if (at !== index) continue
      this.#input?.setAttribute('aria-activedescendant', line.id)
      line.scrollIntoView({ block: 'nearest' })
    }
  }

  #go(index: number) {
    const found = this.#found[index]
    if (found) window.location.assign(found.href)
  }
}

customElements.define('search-suggestions', SearchSuggestions)
