// On each page of elected members, and on a page of one’s own: keeps it when that was asked for on this device, forgets when they leave or no
// longer do, and says when the network is away. Nothing typed is sent then: it stays where it is.
import type { Keeping } from '#platform/http/reader-names.ts'
import { addressOf, isAble, Keeper } from './keeping.ts'
import { KEPT, type Place, WORKER } from './places.ts'

const AWAY: Readonly<Record<Keeping, string>> = {
  pages:
    'Vous êtes hors ligne. Ce que vous écrivez reste dans cette page\u00a0: envoyez-le quand le réseau reviendra.',
  own: 'Vous êtes hors ligne. Ce que ce téléphone garde se montre toujours.',
}
const STAYS =
  'Hors ligne, rien n’est envoyé. Ce que vous avez écrit est toujours là\u00a0: gardez cette page ouverte.'
const LEFT =
  'Les pages gardées sur cet appareil sont effacées. Hors ligne, votre session n’a pas pu être fermée\u00a0: déconnectez-vous quand le réseau reviendra.'
const BACK = 'Le réseau est revenu\u00a0: cette page peut être rouverte à jour.'

const isWorker = (one: ServiceWorkerRegistration): boolean =>
  [one.active, one.waiting, one.installing].some((worker) => worker?.scriptURL.endsWith(WORKER))

async function workersOf({ places }: Place): Promise<ServiceWorkerRegistration[]> {
  const all = await navigator.serviceWorker.getRegistrations()
  return all.filter((one) => isWorker(one) && places.includes(addressOf(one.scope)))
}

/** Once the worker of that place works. */
async function working(scope: string): Promise<void> {
  const { active, waiting, installing } = await navigator.serviceWorker.register(WORKER, { scope })
  const worker = active ?? waiting ?? installing
  if (worker === null) return
  await new Promise<void>((resolve) => {
    const look = () => {
      if (worker.state === 'activated' || worker.state === 'redundant') resolve()
    }
    worker.addEventListener('statechange', look)
    look()
  })
}

class OfflineReading extends HTMLElement {
  #said = ''
  /** The worker asked for this page, and kept it. */
  #isSeen = false

  get #place(): Place {
    return KEPT[this.dataset.keeping === 'own' ? 'own' : 'pages']
  }

  get #keeper(): Keeper {
    return new Keeper(this.#place)
  }

  connectedCallback() {
    window.addEventListener('offline', this.#away)
    window.addEventListener('online', this.#back)
    document.addEventListener('submit', this.#submit, true)
    if (!navigator.onLine) this.#away()
    if (!isAble() || !('serviceWorker' in navigator)) return
    this.#isSeen = navigator.serviceWorker.controller !== null
    void this.#settle().catch(() => undefined)
  }

  disconnectedCallback() {
    window.removeEventListener('offline', this.#away)
    window.removeEventListener('online', this.#back)
    document.removeEventListener('submit', this.#submit, true)
  }

  get #isKept() {
    return 'kept' in this.dataset
  }

  /** What the page says of who is there. */
  async #settle() {
    const [place, keeper] = [this.#place, this.#keeper]
    if (this.#isKept) return void (await keeper.current())
    const { reader } = this.dataset
    if (reader === undefined) {
      const left = await workersOf(place)
      if (left.length > 0) await keeper.forget()
      for (const one of left) await one.unregister()
      return
    }
    const isNew = await keeper.begin(reader)
    // Nothing is kept where no worker would hear that it is over.
    await Promise.all(place.places.map(working))
    // Asked before anything kept it; and the screen that is shown instead of a page that is missing.
    const unseen = [
      ...(isNew || !this.#isSeen ? [addressOf(location.href)] : []),
      ...(isNew ? [place.home] : []),
    ]
    for (const address of new Set(unseen))
      await keeper.note(address, await fetch(address, { headers: { accept: 'text/html' } }))
  }

  #say(text: string) {
    if (this.#said === text) return
    this.#said = text
    const words = document.createElement('p')
    words.textContent = text
    const band = document.createElement('div')
    band.className = 'offline-band'
    band.append(words)
    if (text === BACK) band.append(again())
    this.replaceChildren(...(text === '' ? [] : [band]))
  }

  readonly #away = () => {
    if (!this.#isKept) this.#say(AWAY[this.#place.what])
  }

  readonly #back = () => this.#say(this.#isKept ? BACK : '')

  readonly #submit = (event: SubmitEvent) => {
    const isLeaving = event.target instanceof HTMLFormElement && event.target.matches('.sign-out')
    if (isLeaving && isAble()) void this.#keeper.leave()
    if (navigator.onLine) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // What was read goes from the screen as well.
    if (isLeaving) document.querySelector('main')?.replaceChildren()
    this.#say(isLeaving ? LEFT : STAYS)
  }
}

function again(): HTMLElement {
  const link = document.createElement('a')
  link.href = location.href
  link.textContent = 'Rouvrir'
  return link
}

customElements.define('offline-reading', OfflineReading)
