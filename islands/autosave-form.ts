// Saves a draft as one goes. Offline, or signed out, the answers are kept on this device and sent again later, by whoever typed them.
import { renewToken } from './lib-token.ts'

const PAUSE = 1_500
/** Who types without a pause is saved as often as this. */
const LONGEST = 5_000
const RETRY = 15_000
/** Characters that a browser still sends for a page that is gone (64 kB, in percents). */
const MOST_LEFT = 20_000

// A reload asks for its page before it hides this one; a phone only hides it.
const LEAVING = ['beforeunload', 'pagehide'] as const

const hour = () => {
  const now = new Date()
  return `${now.getHours()}\u00a0h\u00a0${String(now.getMinutes()).padStart(2, '0')}`
}

/** What it says, but for what the page says otherwise (`data-words`): it may be read in another language. */
const SAYS = {
  saved: 'Brouillon enregistré.',
  offline: 'Pas de connexion\u00a0: gardez cette page ouverte, et appuyez de nouveau quand elle revient.',
  keptAway:
    'Pas de connexion\u00a0: vos réponses sont gardées sur cet appareil depuis {hour}. Nous réessayons.',
  keptRefused:
    'L’enregistrement n’a pas réussi\u00a0: vos réponses sont gardées sur cet appareil depuis {hour}. Nous réessayons.',
  notKeptAway:
    'Pas de connexion\u00a0: vos dernières réponses ne sont pas encore enregistrées. Nous réessayons.',
  notKeptRefused:
    'L’enregistrement n’a pas réussi\u00a0: vos dernières réponses ne sont pas encore enregistrées. Nous réessayons.',
  putBack: 'Vos réponses gardées sur cet appareil ont été remises.',
}

/** `refused`: the server answered, and kept nothing; `away`: no answer. */
type Failure = 'signedOut' | 'refused' | 'away'

/** Where the browser keeps nothing: what to do. */
const NOT_KEPT: Record<Failure, string> = {
  signedOut:
    'Ce texte n’est pas encore enregistré\u00a0: votre session est terminée. Gardez cette page ouverte et connectez-vous dans un autre onglet, ou envoyez\u00a0: rien ne sera perdu.',
  refused: 'Ce texte n’est pas encore enregistré\u00a0: le serveur l’a refusé. Nous réessayons.',
  away: 'Ce texte n’est pas encore enregistré\u00a0: pas de connexion. Gardez cette page ouverte, nous réessayons.',
}

const KEPT = 'parvis:'
/** What this page's person keeps here begins so: the next person at this browser has another mark. */
const whose = () => `${KEPT}${document.body.dataset['whose'] ?? ''}:`

/** A session may have ended elsewhere, without a word to this browser: what somebody else left goes. */
function forgetOthers(which: 'localStorage' | 'sessionStorage') {
  try {
    const where = window[which]
    for (const key of Object.keys(where))
      if (key.startsWith(KEPT) && !key.startsWith(whose())) where.removeItem(key)
  } catch {
    // A browser that refuses storage kept nothing.
  }
}

/** What a page leaves in the tab as it is sent has arrived, when it led here. */
function forgetArrived() {
  try {
    const from = new URL(document.referrer, location.href)
    if (from.origin !== location.origin || from.pathname === location.pathname) return
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith(whose()) && key.endsWith(`:${from.pathname}`)) sessionStorage.removeItem(key)
  } catch {
    // A browser that refuses storage kept nothing.
  }
}

type Fields = [name: string, value: string][]

/** What is kept here of a page. `base`: what the server had of it then, by its hour; absent: nothing says. */
interface Kept {
  base?: string
  fields: Fields
}

class AutosaveForm extends HTMLElement {
  readonly #away = document.createElement('p')
  #timer = 0
  #form: HTMLFormElement | null = null
  #sending: AbortController | null = null
  /** Since when something is typed and not saved; null: all is. */
  #since: number | null = null

  connectedCallback() {
    for (const where of ['localStorage', 'sessionStorage'] as const) forgetOthers(where)
    forgetArrived()
    this.#form = this.querySelector('form[data-autosave]')
    if (!this.#form) return
    this.#away.className = 'error'
    this.#away.setAttribute('role', 'alert')
    this.#restore()
    this.addEventListener('input', this.#later)
    this.addEventListener('change', this.#later)
    this.addEventListener('submit', this.#stop)
    window.addEventListener('online', this.#now)
    for (const leaving of LEAVING) window.addEventListener(leaving, this.#leave)
  }

  disconnectedCallback() {
    window.removeEventListener('online', this.#now)
    for (const leaving of LEAVING) window.removeEventListener(leaving, this.#leave)
    window.clearTimeout(this.#timer)
  }

  get #url() {
    return this.#form?.dataset.autosave ?? ''
  }

  get #key() {
    return `${whose()}${this.#url}:${location.pathname}`
  }

  /** The fields as text: files are sent with the page. */
  #fields(): Fields {
    if (!this.#form) return []
    const pairs = [...new FormData(this.#form).entries()]
    return pairs.flatMap(([name, value]): Fields => (typeof value === 'string' ? [[name, value]] : []))
  }

  get #words(): typeof SAYS & { lang?: string } {
    return { ...SAYS, ...JSON.parse(this.#form?.dataset.words ?? '{}') }
  }

  #say(text: string, lang?: string) {
    const status = document.querySelector<HTMLElement>('[data-draft-status]')
    if (!status) return
    status.textContent = text
    status.lang = lang ?? document.documentElement.lang
  }

  #tell(what: keyof typeof SAYS) {
    this.#say(this.#words[what].replace('{hour}', hour()), this.#words.lang)
  }

  readonly #later = (event?: Event) => {
    if (event?.target instanceof HTMLInputElement && event.target.type === 'file') return
    const now = Date.now()
    this.#since ??= now
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(this.#now, Math.max(0, Math.min(PAUSE, this.#since + LONGEST - now)))
  }

  // The page is being left: what was just typed is sent without it. Should the next page be made before that arrives, this tab
  // puts it back.
  readonly #leave = () => {
    if (this.#since === null) return
    if (!this.#isServerOnly) this.#store(sessionStorage, this.#fields())
    void this.#now()
  }

  // The page may never arrive: whoever comes back to it finds what they sent. A message that was sent leads back to its own empty box.
  readonly #stop = (event: SubmitEvent) => {
    if (event.defaultPrevented) return
    if (!navigator.onLine) return this.#stay(event)
    if (!this.#isServerOnly && this.#form?.dataset.saved !== undefined)
      this.#store(sessionStorage, this.#fields())
    window.clearTimeout(this.#timer)
    this.#since = null
    this.#sending?.abort()
  }

  /** Without network the browser would show its own page in place of this one. */
  #stay(event: SubmitEvent) {
    event.preventDefault()
    this.#away.textContent = this.#words.offline
    this.#away.lang = this.#words.lang ?? document.documentElement.lang
    this.#form?.append(this.#away)
    this.#failed(this.#fields(), 'away')
  }

  readonly #now = async () => {
    window.clearTimeout(this.#timer)
    this.#since = null
    const fields = this.#fields()
    this.#sending?.abort()
    this.#sending = new AbortController()
    try {
      const { signal } = this.#sending
      let answer = await this.#send(fields, signal)
      if (answer.status === 403 && (await renewToken())) answer = await this.#send(this.#fields(), signal)
      if (!answer.ok || answer.redirected)
        return this.#failed(
          fields,
          new URL(answer.url).pathname.startsWith('/connexion') ? 'signedOut' : 'refused',
        )
      this.#away.remove()
      this.#forget()
      this.#resume()
      const told: { said?: string; at?: string; lang?: string } = await answer.json().catch(() => ({}))
      if (told.at !== undefined && this.#form) this.#form.dataset.saved = told.at
      if (told.said === undefined) this.#tell('saved')
      else this.#say(told.said, told.lang)
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return
      this.#failed(fields, 'away')
    }
  }

  /** Reloaded, or found in the history, the page comes back with what was saved. */
  #resume() {
    const resume = this.#form?.dataset.resume
    if (resume !== undefined) history.replaceState(history.state, '', resume)
  }

  #send(fields: Fields, signal: AbortSignal): Promise<Response> {
    const body = new URLSearchParams(fields)
    return fetch(this.#url, {
      method: 'POST',
      body,
      keepalive: body.toString().length < MOST_LEFT,
      headers: { accept: 'application/json' },
      signal,
    })
  }

  #failed(fields: Fields, why: Failure) {
    this.#keep(fields, why)
    this.#since ??= Date.now()
    this.#timer = window.setTimeout(this.#now, RETRY)
  }

  /** On a desk that several people use, nothing of a resident's stays in the browser. */
  get #isServerOnly() {
    return this.#form?.dataset.keep === 'server'
  }

  #keep(fields: Fields, failure: Failure) {
    if (this.#isServerOnly) return this.#say(NOT_KEPT[failure])
    const isKept = this.#store(localStorage, fields)
    this.#tell(`${isKept ? 'kept' : 'notKept'}${failure === 'away' ? 'Away' : 'Refused'}`)
  }

  #store(where: Storage, fields: Fields): boolean {
    try {
      const kept: Kept = { fields: fields.filter(([name]) => name !== '_csrf') }
      const base = this.#form?.dataset.saved
      where.setItem(this.#key, JSON.stringify(base === undefined ? kept : { ...kept, base }))
      return true
    } catch {
      // A browser that refuses storage keeps nothing.
      return false
    }
  }

  #forget() {
    try {
      localStorage.removeItem(this.#key)
    } catch {
      // A browser that refuses storage kept nothing.
    }
  }

  /**
   * Puts back what the server never received. Where the server has had nothing since, what was kept is the latest word; else an answer
   * that it has is not overwritten.
   */
  #restore() {
    const kept = this.#isServerOnly ? null : this.#kept()
    if (!kept || !this.#form) return
    const isLatest = kept.base !== undefined && kept.base === this.#form.dataset.saved
    let isPutBack = false
    // Cells of lines bear one name: each is put back in its place.
    const met = new Map<string, number>()
    for (const control of this.#form.querySelectorAll<HTMLInputElement>(
      'input[name], select[name], textarea[name]',
    )) {
      if (['hidden', 'file', 'password'].includes(control.type)) continue
      const values = kept.fields.filter(([name]) => name === control.name).map(([, value]) => value)
      const isTicked = control.type === 'radio' || control.type === 'checkbox'
      const place = met.get(control.name) ?? 0
      met.set(control.name, place + 1)
      const now = isTicked ? control.checked : control.value
      if (now && !isLatest) continue
      if (isTicked) control.checked = values.includes(control.value)
      else control.value = values[place] ?? ''
      isPutBack ||= now !== (isTicked ? control.checked : control.value)
    }
    if (!isPutBack) return this.#forget()
    this.#tell('putBack')
    this.#form.dispatchEvent(new Event('change', { bubbles: true }))
    this.#later()
  }

  #kept(): Kept | null {
    try {
      const left = sessionStorage.getItem(this.#key)
      sessionStorage.removeItem(this.#key)
      const kept: unknown = JSON.parse(left ?? localStorage.getItem(this.#key) ?? 'null')
      return typeof kept === 'object' && kept !== null && 'fields' in kept ? (kept as Kept) : null
    } catch {
      return null
    }
  }
}

customElements.define('autosave-form', AutosaveForm)
