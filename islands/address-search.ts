// Finds an address as one types (ARIA 1.2 combobox with a list), or from the position. Silent when nothing answers.

interface Found {
  label: string
  citycode: string
  lat: number
  long: number
}

const PAUSE = 250

async function ask(url: string): Promise<Found[]> {
  try {
    const answer = await fetch(url, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(4_000),
    })
    const body: unknown = answer.ok ? await answer.json() : []
    const list = Array.isArray(body) ? body : Object.values(body as object).find(Array.isArray)
    return (list ?? []) as Found[]
  } catch {
    return []
  }
}

class AddressSearch extends HTMLElement {
  #timer = 0
  #turn = 0
  #found: Found[] = []
  #active = -1
  readonly #list = document.createElement('ul')
  readonly #said = document.createElement('p')

  connectedCallback() {
    const input = this.#input
    if (!input || this.#list.isConnected) return
    this.#list.className = 'suggestions'
    this.#list.id = `${input.id}-propositions`
    this.#list.setAttribute('role', 'listbox')
    this.#list.setAttribute('aria-label', 'Adresses proposées')
    this.#list.hidden = true
    this.#said.className = 'hidden'
    this.#said.setAttribute('role', 'status')
    input.parentElement?.append(this.#list, this.#said)
    for (const [name, value] of Object.entries({
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.#list.id,
    })) {
      input.setAttribute(name, value)
    }
    input.addEventListener('input', this.#type)
    input.addEventListener('keydown', this.#key)
    input.addEventListener('blur', () => window.setTimeout(() => this.#close(), 150))
    this.#list.addEventListener('pointerdown', this.#press)
    if (this.dataset.position) this.#position(input)
  }

  get #input() {
    return this.querySelector<HTMLInputElement>('input[name$="-adresse"]')
  }

  get #commune() {
    return this.querySelector<HTMLSelectElement>('select[name$="-commune"]')
  }

  readonly #type = () => {
    window.clearTimeout(this.#timer)
    // Another address was typed: the point no longer belongs to it.
    this.#point('', '')
    this.#timer = window.setTimeout(this.#search, PAUSE)
  }

  readonly #search = async () => {
    const text = this.#input?.value.trim() ?? ''
    const turn = ++this.#turn
    if (text.length < 4) return this.#close()
    const query = new URLSearchParams({ q: text, commune: this.#commune?.value ?? '' })
    const found = await ask(`${this.dataset.url}?${query}`)
    if (turn === this.#turn) this.#open(found.slice(0, 6))
  }

  #open(found: Found[]) {
    this.#found = found
    this.#active = -1
    this.#list.replaceChildren(
      ...found.map((one, index) => {
        const line = document.createElement('li')
        line.id = `${this.#list.id}-${index}`
        line.setAttribute('role', 'option')
        line.setAttribute('aria-selected', 'false')
        line.textContent = one.label
        return line
      }),
    )
    this.#list.hidden = found.length === 0
    this.#input?.setAttribute('aria-expanded', String(found.length > 0))
    this.#said.textContent =
      found.length === 0
        ? ''
        : `${found.length} adresse${found.length > 1 ? 's' : ''} proposée${found.length > 1 ? 's' : ''}`
  }

  #close() {
    this.#open([])
    this.#input?.removeAttribute('aria-activedescendant')
  }

  readonly #key = (event: KeyboardEvent) => {
    if (this.#list.hidden) return
    const last = this.#found.length - 1
    if (event.key === 'ArrowDown') this.#activate(this.#active < last ? this.#active + 1 : 0)
    else if (event.key === 'ArrowUp') this.#activate(this.#active > 0 ? this.#active - 1 : last)
    else if (event.key === 'Enter' && this.#active >= 0) this.#choose(this.#active)
    else if (event.key === 'Escape') this.#close()
    else return
    event.preventDefault()
  }

  #activate(index: number) {
    this.#active = index
    for (const [at, line] of [...this.#list.children].entries()) {
      line.setAttribute('aria-selected', String(at === index))
      if (at === index) this.#input?.setAttribute('aria-activedescendant', line.id)
    }
  }

  readonly #press = (event: Event) => {
    const line = event.target instanceof Element ? event.target.closest('li') : null
    const index = line ? [...this.#list.children].indexOf(line) : -1
    if (index < 0) return
    event.preventDefault()
    this.#choose(index)
  }

  #choose(index: number) {
    const found = this.#found[index]
    this.#close()
    if (found) this.#fill(found)
  }

  #fill(found: Found) {
    if (this.#input) this.#input.value = found.label
    const commune = this.#commune
    if (commune && [...commune.options].some((option) => option.value === found.citycode))
      commune.value = found.citycode
    this.#point(String(found.lat), String(found.long))
    this.#input?.dispatchEvent(new Event('change', { bubbles: true }))
    this.dispatchEvent(new CustomEvent('place', { detail: { lat: found.lat, long: found.long } }))
  }

  #point(lat: string, long: string) {
    for (const [part, value] of Object.entries({ lat, long })) {
      const input = this.querySelector<HTMLInputElement>(`[data-point="${part}"]`)
      if (input) input.value = value
    }
  }

  /** « Utiliser ma position »: only where the browser has one to give. */
  #position(input: HTMLInputElement) {
    if (!('geolocation' in navigator) || !isSecureContext) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button bare'
    button.textContent = 'Utiliser ma position'
    const said = document.createElement('p')
    said.className = 'meta'
    said.setAttribute('role', 'status')
    button.addEventListener('click', () => {
      said.textContent = 'Recherche de votre position…'
      navigator.geolocation.getCurrentPosition(
        async ({ coords }) => {
          said.textContent = await this.#locate(coords.latitude, coords.longitude)
        },
        () => {
          said.textContent = 'Votre position n’est pas disponible. Écrivez l’adresse ou décrivez l’endroit.'
        },
        { enableHighAccuracy: true, timeout: 10_000 },
      )
    })
    input.parentElement?.append(button, said)
  }

  async #locate(lat: number, long: number): Promise<string> {
    const [found] = await ask(`${this.dataset.reverse}?lat=${lat.toFixed(5)}&long=${long.toFixed(5)}`)
    if (found) this.#fill({ ...found, lat, long })
    else this.#point(lat.toFixed(6), long.toFixed(6))
    this.dispatchEvent(new CustomEvent('place', { detail: { lat, long } }))
    return found
      ? 'Vérifiez l’adresse proposée.'
      : 'Votre position est jointe. Choisissez la commune et décrivez l’endroit.'
  }
}

customElements.define('address-search', AddressSearch)
