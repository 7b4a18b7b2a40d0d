// `<door-post>`: a telephone or a tablet that is a door. It reads by camera, by a reader or by hand, decides with the server or alone, and
// says one thing at a time.
import { asShown } from '../../gate/card.ts'
import { drawChallenge } from '../../token/present.ts'
import {
  baseStore,
  alone,
  type Choices,
  choices,
  choose,
  dropKeys,
  freshKeys,
  heldKeys,
  isAble,
  unreceived,
} from './base.ts'
import { type Camera, openCamera } from './reading/camera.ts'
import { serverOf } from './calls.ts'
import { all, drawn, type Face, fill, one, type State, words } from './face.ts'
import { install, refresh, send } from './fetching.ts'
import {
  askWallet,
  checkCode,
  type Gate,
  letIn,
  NEEDS_NETWORK,
  type Shown,
  takeBack,
  timeOf,
} from './gatekeeper.ts'
import { type Memory, NEW } from './memory.ts'
import { WORKER, HERE } from './places.ts'
import * as said from './said.ts'
import { sound, stayAwake, vibrate, wakeSound } from './reading/senses.ts'
import { hearReader } from './reading/wedge.ts'

const MINUTE = 60_000
/** Milliseconds: what is green goes by itself; what was done is sent soon after; what is known is asked for anew; a lost network too. */
const GREEN = 4000
const SEND = 3000
const REFRESH = 15 * MINUTE
const RETRY = MINUTE / 2

const seconds = () => Math.floor(Date.now() / 1000)

class DoorPost extends HTMLElement {
  #keys: CryptoKeyPair | null = null
  #memory: Memory = NEW
  #choices: Choices = { isSilent: false, showsChallenge: false }
  #challenge: string | null = null
  #camera: Camera | null = null
  #face: Face = 'ready'
  #shown: Shown | null = null
  #isBusy = false
  #waiting: AbortController | null = null
  #unsent = 0
  #awaySince: number | null = null
  #timers: Partial<Record<'green' | 'send' | 'fetch', ReturnType<typeof setTimeout>>> = {}

  readonly #gate: Gate = {
    store: baseStore,
    alone,
    clock: seconds,
    server: () => {
      if (this.#keys === null) throw new Error('no key')
      return serverOf({
        ...{ keys: this.#keys, origin: location.origin, publicUrl: this.dataset.public ?? location.origin },
        now: () => timeOf(this.#memory, seconds()),
        heard: (isThere) => this.#hear(isThere),
      })
    },
  }

  connectedCallback() {
    this.addEventListener('submit', this.#submit)
    this.addEventListener('click', this.#click)
    this.addEventListener('change', this.#chosen)
    for (const event of ['pointerdown', 'keydown'] as const) document.addEventListener(event, wakeSound)
    void this.#begin().catch(() => one(this, 'state', 'unable' satisfies State))
  }

  async #begin() {
    if (!isAble()) return one(this, 'state', 'unable')
    this.#keys = (await heldKeys()) ?? null
    this.#choices = await choices()
    this.#memory = await baseStore.read()
    void navigator.serviceWorker?.register(WORKER, { scope: HERE }).catch(() => undefined)
    if (this.#memory.isRefused) return this.#refused()
    if (this.#keys === null || this.#memory.head === undefined) return one(this, 'state', 'install')
    await this.#work()
  }

  async #work() {
    one(this, 'state', 'working')
    void navigator.storage?.persist?.().catch(() => false)
    stayAwake()
    hearReader((text) => void this.#check(text))
    window.addEventListener('online', () => void this.#fetch())
    window.addEventListener('offline', () => this.#hear(false))
    for (const box of all(this, 'input[type=checkbox]') as HTMLInputElement[])
      box.checked = box.name === 'sound' ? !this.#choices.isSilent : this.#choices.showsChallenge
    await this.#ready()
    void this.#open()
    await this.#fetch()
  }

  async #open() {
    const video = this.querySelector('video')
    if (video === null) return
    try {
      this.#camera = await openCamera(
        video,
        this.dataset.reader ?? '',
        (text) => void this.#check(asShown(text)),
      )
      video.hidden = false
      this.#camera.look(this.#face === 'ready')
    } catch {
      words(this, 'camera', 'La caméra n’est pas ouverte\u00a0: un lecteur ou le clavier servent aussi.')
    }
  }

  /** Brings back what was done, and fetches everything anew; again by itself. */
  async #fetch() {
    clearTimeout(this.#timers.fetch)
    const sent = await send(this.#gate).catch(() => 'bad' as const)
    const fetched = sent === 'refused' ? sent : await refresh(this.#gate).catch(() => 'bad' as const)
    if (fetched === 'refused') return this.#refused()
    const isAway = fetched === 'away'
    this.#timers.fetch = setTimeout(() => void this.#fetch(), isAway ? RETRY : REFRESH)
    if (fetched === 'clock')
      words(this, 'camera', 'L’heure de cet appareil est fausse\u00a0: mettez-le à l’heure.')
    await this.#tell()
  }

  #hear(isThere: boolean) {
    if (isThere === (this.#awaySince === null)) return
    this.#awaySince = isThere ? null : seconds()
    void this.#tell()
    if (!isThere) {
      clearTimeout(this.#timers.fetch)
      this.#timers.fetch = setTimeout(() => void this.#fetch(), RETRY)
    } else this.#sendSoon()
  }

  #sendSoon() {
    clearTimeout(this.#timers.send)
    this.#timers.send = setTimeout(async () => {
      if (this.#awaySince !== null) return
      if ((await send(this.#gate).catch(() => 'bad')) === 'refused') return this.#refused()
      await this.#tell()
    }, SEND)
  }

  /** What the page says beside a code: where it is, what it holds. */
  async #tell() {
    this.#memory = await baseStore.read()
    const { names, known, found, broken } = this.#memory
    words(this, 'place', names?.place ?? 'Porte')
    words(this, 'door', names?.door ?? '')
    one(this, 'net', this.#awaySince === null ? 'there' : 'away')
    for (const strip of all(this, '[data-strip]')) strip.hidden = this.#awaySince === null
    const now = timeOf(this.#memory, seconds())
    if (this.#awaySince !== null)
      words(
        this,
        'since',
        `Sans réseau depuis ${said.hour(this.#awaySince, known?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone)}`,
      )
    words(
      this,
      'lists',
      known === null ? 'Aucune liste\u00a0: connectez l’appareil.' : said.listWords({ known }, now),
    )
    this.#unsent = (await unreceived()).length
    words(this, 'unsent', said.keptWords(this.#unsent))
    const torn =
      'Le journal de cette porte ne se suit plus\u00a0: il est gardé ici. Prévenez qui gère le lieu.'
    const lines = [...said.foundWords(found), ...(broken === null ? [] : [torn])]
    for (const list of all(this, '[data-found]')) list.replaceChildren(...lines.map(item))
  }

  async #ready(last = '') {
    clearTimeout(this.#timers.green)
    this.#show('ready')
    words(
      this,
      'aim',
      this.#choices.showsChallenge ? 'Lisez ce signe, puis montrez le code' : 'Montrez le code au carré',
    )
    this.#challenge = this.#choices.showsChallenge ? drawChallenge() : null
    const sign = this.querySelector<HTMLElement>('[data-challenge]')
    sign?.replaceChildren(
      ...(this.#challenge === null
        ? []
        : [drawn(this.#challenge, `Signe à lire avec le téléphone\u00a0: ${this.#challenge}`)]),
    )
    if (sign !== null) sign.hidden = this.#challenge === null
    const isUndoable = this.#shown?.line != null
    for (const part of all(this, '[data-last]')) part.hidden = last === '' && !isUndoable
    for (const part of all(this, '[data-last] button')) part.hidden = !isUndoable
    words(this, 'said', last !== '' || this.#shown === null ? last : this.#lastWords(this.#shown))
    await this.#tell()
  }

  #lastWords(shown: Shown): string {
    return `Dernier passage\u00a0: ${said.classWords(shown, this.#memory.names)}.`
  }

  #show(face: Face) {
    this.#face = face
    one(this, 'face', face)
    words(this, 'wrong', '')
    for (const form of all(this, '[data-reasons]')) form.hidden = true
    this.#camera?.look(face === 'ready')
    if (face !== 'ready') this.querySelector<HTMLElement>(`[data-face="${face}"] button`)?.focus()
  }

  /** One code at a time; what is red stays until a gesture of whoever is there. */
  async #check(text: string) {
    const code = text.trim()
    if (this.#isBusy || this.#face === 'bad' || code === '') return
    this.#isBusy = true
    this.#camera?.look(false)
    words(this, 'aim', 'Vérification…')
    try {
      const shown = await checkCode(this.#gate, { text: code, challenge: this.#challenge })
      await this.#tell()
      if (this.#memory.isRefused) return await this.#refused()
      this.#answer(shown)
      if (this.#awaySince === null) this.#sendSoon()
    } finally {
      this.#isBusy = false
    }
  }

  /** A wallet reads a square here, and answers the server. */
  async #wallet() {
    if (this.#isBusy) return
    if (this.#awaySince !== null) return words(this, 'aim', NEEDS_NETWORK)
    this.#isBusy = true
    this.#camera?.look(false)
    this.#waiting = new AbortController()
    const { signal } = this.#waiting
    const place = this.querySelector<HTMLElement>('[data-asked]')
    const show = (link: string) => {
      place?.replaceChildren(drawn(link, 'Carré à viser avec le portefeuille du téléphone'))
      this.#show('wallet')
    }
    try {
      const shown = await askWallet(this.#gate, { show, signal })
      await this.#tell()
      if (this.#memory.isRefused) return await this.#refused()
      if (shown === null) return await this.#ready(signal.aborted ? '' : 'Aucun portefeuille n’a répondu.')
      this.#answer(shown)
      if (this.#awaySince === null) this.#sendSoon()
    } finally {
      place?.replaceChildren()
      this.#isBusy = false
    }
  }

  #answer(shown: Shown) {
    const { names, known } = this.#memory
    clearTimeout(this.#timers.green)
    const isGood = shown.refusal === null
    this.#shown = isGood ? shown : null
    if (isGood) {
      const why = shown.isAlone ? 'Décidé ici. Le compte sera repris au retour du réseau.' : ''
      const left = shown.isAlone ? null : said.leftWords(shown, known)
      this.#show('good')
      fill(this, 'good', {
        word: 'Valable',
        class: said.classWords(shown, names),
        left,
        why,
        isAlone: shown.isAlone,
      })
      words(
        this,
        'more',
        shown.isAlone ? `${said.keptWords(this.#unsent)} ${said.moreWords(shown, known) ?? ''}` : '',
      )
      this.#timers.green = setTimeout(() => void this.#ready(), GREEN)
    } else {
      const { word, why } = said.refusalWords(shown)
      this.#show('bad')
      fill(this, 'bad', { word: 'Refusé', class: word, left: null, why, isAlone: false })
    }
    if (this.#choices.isSilent) return
    sound(isGood)
    vibrate(isGood)
  }

  async #refused() {
    this.#camera?.stop()
    this.#camera = null
    one(this, 'state', 'refused')
    await this.#tell()
  }

  async #undo() {
    const shown = this.#shown
    if (shown === null) return
    clearTimeout(this.#timers.green)
    const wrong = await takeBack(this.#gate, shown)
    if (wrong === null) this.#shown = null
    if (wrong !== null && this.#face === 'good') return words(this, 'wrong', wrong)
    await this.#ready(wrong ?? 'Passage annulé.')
    this.#sendSoon()
  }

  async #letIn(why: string) {
    await letIn(this.#gate, why)
    await this.#ready('Entrée notée, avec sa raison.')
    this.#sendSoon()
  }

  async #install(code: string) {
    this.#keys = await freshKeys()
    const wrong = await install(this.#gate, code)
    words(this, 'wrong', wrong ?? '')
    if (wrong === null) return this.#work()
    await dropKeys()
    this.#keys = null
  }

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const typed = (name: string) => String(new FormData(form).get(name) ?? '').trim()
    const { act } = form.dataset
    if (act === 'install' && typed('code') !== '') void this.#install(typed('code'))
    if (act === 'typed') {
      void this.#check(asShown(typed('typed')))
      form.reset()
    }
    if (act === 'let-in' && typed('reason') !== '') {
      void this.#letIn(typed('reason'))
      form.reset()
    }
  }

  readonly #click = (event: MouseEvent) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name]')
    if (button === null) return
    if (button.name === 'why') return void this.#letIn(button.value)
    const acts: Record<string, () => unknown> = {
      next: () => this.#ready(),
      wallet: () => this.#wallet(),
      unask: () => this.#waiting?.abort(),
      undo: () => this.#undo(),
      send: () => this.#fetch(),
      save: () => save(),
      anew: () => one(this, 'state', 'install'),
      reasons: () => {
        for (const form of all(this, '[data-reasons]')) form.hidden = false
        this.querySelector<HTMLElement>('[data-reasons] button')?.focus()
      },
    }
    void acts[button.value]?.()
  }

  readonly #chosen = (event: Event) => {
    const { name, checked } = event.target as HTMLInputElement
    if (name === 'sound') this.#choices = { ...this.#choices, isSilent: !checked }
    if (name === 'challenge') this.#choices = { ...this.#choices, showsChallenge: checked }
    void choose(this.#choices).then(() => this.#ready())
  }
}

function item(text: string): HTMLElement {
  const made = document.createElement('li')
  made.textContent = text
  return made
}

/** A file of what nobody received, for whoever runs the place. */
async function save(): Promise<void> {
  const link = document.createElement('a')
  const file = new Blob([JSON.stringify(await unreceived(), null, 1)], { type: 'application/json' })
  link.href = URL.createObjectURL(file)
  link.download = 'porte-non-envoye.json'
  link.click()
  URL.revokeObjectURL(link.href)
}

customElements.define('door-post', DoorPost)
