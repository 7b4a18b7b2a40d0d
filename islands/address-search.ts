// Finds an address as one types, or from the position. Silent when nothing answers.
import { combobox } from './lib-combobox.ts'

interface Found {
  label: string
  citycode: string
  lat: number
  long: number
  postcode?: string
  city?: string
}

const MOST_WAIT = 4_000

const SAYS = {
  proposed: 'Adresses proposées',
  one: '1 adresse proposée',
  several: '{count} adresses proposées',
  use: 'Utiliser ma position',
  seek: 'Recherche de votre position…',
  none: 'Votre position n’est pas disponible. Écrivez l’adresse ou décrivez l’endroit.',
  found: 'Vérifiez l’adresse proposée.',
  kept: 'Votre position est jointe. Choisissez la commune et décrivez l’endroit.',
}

async function ask(url: string, signal = AbortSignal.timeout(MOST_WAIT)): Promise<Found[]> {
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' }, signal })
    const body: unknown = answer.ok ? await answer.json() : []
    const list = Array.isArray(body) ? body : Object.values(body as object).find(Array.isArray)
    return (list ?? []) as Found[]
  } catch {
    return []
  }
}

class AddressSearch extends HTMLElement {
  connectedCallback() {
    const input = this.#input
    if (!input || input.getAttribute('role') === 'combobox') return
    const words = this.#words
    combobox<Found>({
      input,
      holder: input.parentElement ?? this,
      label: words.proposed,
      pause: 250,
      shortest: 4,
      find: (text, signal) => this.#find(text, signal),
      text: ({ label }) => label,
      said: (count) => (count > 1 ? words.several.replace('{count}', String(count)) : words.one),
      choose: (found) => this.#fill(found),
    })
    // Another address was typed: the point no longer belongs to it.
    input.addEventListener('input', () => this.#point('', ''))
    if (this.dataset.commune) this.#read(input, this.dataset.commune)
    if (this.dataset.position) this.#position(input)
  }

  /** In the language of the form, said by the page; else in French. */
  get #words(): typeof SAYS & { lang?: string } {
    return { ...SAYS, ...JSON.parse(this.dataset.words ?? '{}') }
  }

  get #input() {
    return this.querySelector<HTMLInputElement>('input[name$="-adresse"]')
  }

  get #commune() {
    return this.querySelector<HTMLSelectElement>('select[name$="-commune"]')
  }

  async #find(text: string, signal: AbortSignal): Promise<Found[]> {
    const query = new URLSearchParams({ q: text, commune: this.#commune?.value ?? '' })
    if (this.dataset.everywhere) query.set('partout', '1')
    return (await ask(`${this.dataset.url}?${query}`, signal)).slice(0, 6)
  }

  #fill(found: Found) {
    if (this.dataset.everywhere) return this.#fillLines(found)
    if (this.#input) this.#input.value = found.label
    const commune = this.#commune
    if (commune && [...commune.options].some((option) => option.value === found.citycode))
      commune.value = found.citycode
    this.#point(String(found.lat), String(found.long))
    this.#input?.dispatchEvent(new Event('change', { bubbles: true }))
    this.dispatchEvent(new CustomEvent('place', { detail: { lat: found.lat, long: found.long } }))
  }

  /** An address of letters: its line alone, its postal code and its town in their own boxes. */
  #fillLines({ label, postcode = '', city = '' }: Found) {
    const line = label.endsWith(`${postcode} ${city}`)
      ? label.slice(0, -`${postcode} ${city}`.length).trim()
      : label
    for (const [part, value] of Object.entries({ adresse: line, code: postcode, ville: city })) {
      const input = this.querySelector<HTMLInputElement>(`input[name$="-${part}"]`)
      if (input) input.value = value
    }
    this.#input?.dispatchEvent(new Event('change', { bubbles: true }))
  }

  #point(lat: string, long: string) {
    for (const [part, value] of Object.entries({ lat, long })) {
      const input = this.querySelector<HTMLInputElement>(`[data-point="${part}"]`)
      if (input) input.value = value
    }
  }

  /** The commune that the address says is put in the list, and said; one chosen by hand is left. */
  #read(input: HTMLInputElement, url: string) {
    const said = this.querySelector('[data-read]')
    const say = (text: string) => said && (said.textContent = text)
    let isChosen = false
    this.#commune?.addEventListener('input', () => {
      isChosen = true
      say('')
    })
    input.addEventListener('change', async () => {
      const text = input.value.trim()
      if (isChosen || text === '') return
      const [found] = await ask(`${url}?${new URLSearchParams({ q: text })}`)
      const commune = this.#commune
      if (!found || !commune || isChosen || input.value.trim() !== text) return
      commune.value = found.citycode
      say(`${found.label}, lue dans l’adresse.`)
      commune.dispatchEvent(new Event('change', { bubbles: true }))
    })
  }

  /** « Utiliser ma position »: only where the browser has one to give. */
  #position(input: HTMLInputElement) {
    if (!('geolocation' in navigator) || !isSecureContext) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button bare'
    const words = this.#words
    button.textContent = words.use
    if (words.lang) button.lang = words.lang
    const said = document.createElement('p')
    said.className = 'meta'
    said.setAttribute('role', 'status')
    if (words.lang) said.lang = words.lang
    button.addEventListener('click', () => {
      said.textContent = words.seek
      navigator.geolocation.getCurrentPosition(
        async ({ coords }) => {
          said.textContent = await this.#locate(coords.latitude, coords.longitude)
        },
        () => {
          said.textContent = words.none
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
    return found ? this.#words.found : this.#words.kept
  }
}

customElements.define('address-search', AddressSearch)
