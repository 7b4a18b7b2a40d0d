// Places the point on a map, or shows it. The map (and its style) is fetched only when it is asked for.
import type * as MapModule from './leaflet-map.ts'

type Point = MapModule.Point

const pair = (text: string | undefined): Point | null => {
  const [lat, long] = (text ?? '').split(',').map(Number)
  return text && Number.isFinite(lat) && Number.isFinite(long) ? { lat: lat ?? 0, long: long ?? 0 } : null
}

function loadStyle(href: string): Promise<void> {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve()
  return new Promise((resolve) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => resolve())
    document.head.append(link)
  })
}

class MapPoint extends HTMLElement {
  #show: ((point: Point) => void) | null = null

  connectedCallback() {
    if (!this.dataset.tiles || this.querySelector('button')) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button quiet no-print'
    button.textContent = 'Montrer la carte'
    button.addEventListener('click', () => this.#open(button))
    this.append(button)
    this.closest('address-search')?.addEventListener('place', (event) => {
      if (event instanceof CustomEvent) this.#show?.(event.detail)
    })
  }

  #hidden(part: 'lat' | 'long') {
    return this.closest('fieldset')?.querySelector<HTMLInputElement>(`[data-point="${part}"]`) ?? null
  }

  #current(): Point | null {
    const typed = pair(`${this.#hidden('lat')?.value ?? ''},${this.#hidden('long')?.value ?? ''}`)
    return pair(this.dataset.view) ?? (this.#hidden('lat')?.value ? typed : null)
  }

  async #open(button: HTMLButtonElement) {
    button.setAttribute('aria-disabled', 'true')
    try {
      await loadStyle(this.dataset.css ?? '')
      const module: typeof MapModule = await import(this.dataset.module ?? '')
      const { box, help } = this.#box()
      this.replaceChildren(help, box)
      this.#draw(module, box)
      box.focus()
    } catch {
      this.#giveUp()
    }
  }

  /** No map today, and no grey square in its place: the address says it all. */
  readonly #giveUp = () => {
    const text = document.createElement('p')
    text.className = 'hint'
    text.setAttribute('role', 'status')
    text.textContent = this.dataset.view
      ? `La carte ne s’affiche pas en ce moment. ${this.dataset.label ?? ''}`
      : 'La carte ne s’affiche pas en ce moment. L’adresse suffit\u00a0: écrivez-la au-dessus, avec un repère si elle n’a pas de numéro.'
    this.#show = null
    this.replaceChildren(text)
  }

  #box() {
    const box = document.createElement('div')
    box.className = 'map-box'
    box.tabIndex = 0
    box.setAttribute('role', this.dataset.view ? 'group' : 'application')
    box.setAttribute('aria-label', this.dataset.label ?? 'Plan')
    const help = document.createElement('p')
    help.className = 'hint'
    help.setAttribute('role', 'status')
    help.textContent = this.dataset.view
      ? (this.dataset.label ?? '')
      : 'Touchez le plan, ou déplacez le point avec les flèches du clavier (Maj pour aller plus vite).'
    return { box, help }
  }

  #draw(module: typeof MapModule, box: HTMLElement) {
    const centre = pair(this.dataset.centre) ?? { lat: 46.6, long: 2.4 }
    const base = {
      tiles: this.dataset.tiles ?? '',
      attribution: this.dataset.attribution ?? '',
      centre,
      zoom: Number(this.dataset.zoom) || 12,
      point: this.#current(),
      near: JSON.parse(this.dataset.near ?? '[]'),
      failed: this.#giveUp,
    }
    this.#show = module.openMap(box, this.dataset.view ? base : { ...base, moved: this.#write })
  }

  readonly #write = ({ lat, long }: Point) => {
    const [latInput, longInput] = [this.#hidden('lat'), this.#hidden('long')]
    if (latInput) latInput.value = lat.toFixed(6)
    if (longInput) longInput.value = long.toFixed(6)
    this.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

customElements.define('map-point', MapPoint)
