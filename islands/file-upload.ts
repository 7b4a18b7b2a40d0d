// Sends each file as it is chosen, and attaches it to the draft at once: nothing chosen is lost with the tab. What cannot
// leave (no connection) waits, is tried again, and goes with the page like a file without JavaScript.
import { renewToken } from './lib-token.ts'
import { fileLine, problemOf, sizeText } from './lib-files.ts'
import { rememberUnsent, unsentText } from './lib-unsent.ts'

const RETRY = 15_000
const LEFT_OUT =
  ' Rien n’est parti\u00a0: choisissez d’autres fichiers, ou appuyez encore une fois pour continuer sans.'

interface Waiting {
  file: File
  line: HTMLLIElement
  said: HTMLElement
  state: 'waiting' | 'leaving' | 'failed'
}

/** What the server answers: the field as it is now, and what it refused. */
interface Answer {
  field: string
  problems: string[]
}

/** Why nothing was taken, in words, and whether to try again. */
interface Refusal {
  why: string
  isFinal: boolean
}

/** `token`: that of the page is of another session. */
type Failure = 'aborted' | 'token' | Refusal

const AWAY = 'Pas de connexion.'
const SIGNED_OUT = 'Votre session est terminée\u00a0: connectez-vous dans un autre onglet.'
const REFUSED = 'Le serveur ne l’a pas accepté.'
const TRIED_AGAIN = 'Ce fichier n’est pas encore envoyé\u00a0: gardez la page ouverte, nous réessayons.'

const renewed = (): Promise<boolean> => renewToken().catch(() => false)

class FileUpload extends HTMLElement {
  readonly #list = document.createElement('ul')
  readonly #status = document.createElement('p')
  readonly #error = document.createElement('p')
  #waiting: Waiting[] = []
  #sending: XMLHttpRequest | null = null
  #timer = 0
  /** The button pressed while files were leaving: pressed again when they have left. */
  #pressed: { by: HTMLElement | null } | null = null
  /** A file was chosen and not taken: the page does not leave without it unless one presses again. */
  #isRefused = false

  connectedCallback() {
    this.#list.className = 'files'
    this.#list.hidden = true
    this.#error.className = 'error'
    this.#error.setAttribute('role', 'alert')
    this.#error.hidden = true
    this.#status.className = 'hidden'
    this.#status.setAttribute('role', 'status')
    this.append(this.#error, this.#list, this.#status)
    this.addEventListener('change', this.#chosen)
    this.addEventListener('click', this.#pressedInside)
    this.#form?.addEventListener('submit', this.#leaving)
    window.addEventListener('online', this.#again)
    this.#fail(unsentText(this.#key, this.#came))
  }

  disconnectedCallback() {
    window.removeEventListener('online', this.#again)
    window.clearTimeout(this.#timer)
    this.#sending?.abort()
  }

  get #form() {
    return this.closest('form')
  }

  get #held() {
    return this.querySelector<HTMLElement>('[data-held]')
  }

  get #input() {
    return this.#held?.querySelector<HTMLInputElement>('input[type=file]') ?? null
  }

  /** Under which the tab remembers what has not left. */
  get #key() {
    return `fichiers ${this.dataset.url?.split('?')[0]} ${this.closest<HTMLElement>('[data-field]')?.dataset.field ?? ''}`
  }

  get #came() {
    return [...(this.#held?.querySelectorAll('li b') ?? [])].map((name) => name.textContent ?? '')
  }

  #remember() {
    rememberUnsent(
      this.#key,
      this.#waiting.map(({ file }) => file.name),
    )
  }

  get #most() {
    return Number(this.#held?.dataset.max)
  }

  #fail(text: string) {
    this.#error.textContent = text
    this.#error.hidden = text === ''
  }

  readonly #chosen = (event: Event) => {
    const input = this.#input
    if (event.target !== input || !input) return
    const files = [...(input.files ?? [])]
    // Taken over: pressing « Continuer » must not send them a second time.
    input.value = ''
    const problem = problemOf(files, this.#most - this.#waiting.length, Number(this.dataset.bytes))
    this.#fail(problem)
    this.#isRefused = problem !== ''
    if (problem !== '') return
    for (const file of files) this.#add(file)
    void this.#next()
  }

  #add(file: File) {
    const { line, said } = fileLine(file, 'en attente')
    const one: Waiting = { file, line, said, state: 'waiting' }
    const drop = document.createElement('button')
    drop.type = 'button'
    drop.className = 'button bare'
    drop.textContent = 'Retirer'
    drop.setAttribute('aria-label', `Retirer ${file.name}`)
    drop.addEventListener('click', () => this.#drop(one))
    line.append(drop)
    this.#waiting.push(one)
    this.#remember()
    this.#list.append(line)
    this.#list.hidden = false
  }

  #drop(one: Waiting) {
    if (one.state === 'leaving') this.#sending?.abort()
    this.#waiting = this.#waiting.filter((item) => item !== one)
    this.#remember()
    one.line.remove()
    this.#list.hidden = this.#waiting.length === 0
    this.#input?.focus()
  }

  readonly #again = () => {
    window.clearTimeout(this.#timer)
    for (const one of this.#waiting) if (one.state === 'failed') one.state = 'waiting'
    void this.#next()
  }

  /** One at a time, in the order chosen. */
  async #next(): Promise<void> {
    const one = this.#waiting.find((item) => item.state === 'waiting')
    if (this.#sending || !one) return this.#settle()
    one.state = 'leaving'
    const bar = document.createElement('progress')
    bar.max = 1
    bar.value = 0
    bar.setAttribute('aria-label', `Envoi du fichier ${one.file.name}`)
    one.said.textContent = `${sizeText(one.file.size)}, envoi en cours`
    one.said.after(bar)
    const parts: [string, File][] = [[this.#input?.name ?? '', one.file]]
    const answer = await this.#sendSurely(parts, bar)
    bar.remove()
    if (answer === 'aborted') return this.#next()
    if ('why' in answer) return this.#failed(one, answer)
    this.#fail(answer.problems.join(' '))
    this.#isRefused ||= answer.problems.length > 0
    this.#drop(one)
    this.#show(answer)
    if (answer.problems.length === 0) this.#status.textContent = `«\u00a0${one.file.name}\u00a0» est envoyé.`
    return this.#next()
  }

  #failed(one: Waiting, { why, isFinal }: Refusal) {
    if (isFinal) {
      this.#fail(`«\u00a0${one.file.name}\u00a0» n’est pas envoyé. ${why}`)
      this.#isRefused = true
      this.#drop(one)
      void this.#next()
      return
    }
    one.state = 'failed'
    one.said.textContent = `${why} ${TRIED_AGAIN}`
    this.#status.textContent = one.said.textContent
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(this.#again, RETRY)
    this.#settle()
  }

  #body(parts: [string, string | File][]): FormData {
    const body = new FormData()
    body.set('_csrf', this.#form?.querySelector<HTMLInputElement>('input[name=_csrf]')?.value ?? '')
    for (const { name, value } of this.#held?.querySelectorAll<HTMLInputElement>('input[type=hidden]') ?? [])
      body.append(name, value)
    for (const [name, value] of parts) body.append(name, value)
    return body
  }

  #send(parts: [string, string | File][], bar: HTMLProgressElement | null): Promise<Answer | Failure> {
    const body = this.#body(parts)
    const request = new XMLHttpRequest()
    this.#sending = request
    request.open('POST', this.dataset.url ?? '')
    request.setRequestHeader('accept', 'application/json')
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (bar && total > 0) bar.value = loaded / total
    })
    let aborted = false
    return new Promise((resolve) => {
      request.addEventListener('abort', () => {
        aborted = true
      })
      // The last event of all: who waits for the answer finds nothing on its way.
      request.addEventListener('loadend', () => {
        this.#sending = null
        resolve(aborted ? 'aborted' : readAnswer(request))
      })
      request.send(body)
    })
  }

  /** Once more under the token of the session of today. */
  async #sendSurely(
    parts: [string, string | File][],
    bar: HTMLProgressElement | null,
  ): Promise<Answer | 'aborted' | Refusal> {
    let answer = await this.#send(parts, bar)
    if (answer === 'token' && (await renewed())) answer = await this.#send(parts, bar)
    return answer === 'token' ? { why: REFUSED, isFinal: false } : answer
  }

  /** The field as the server shows it: what is stored, and room for more. */
  #show({ field }: Answer) {
    const page = new DOMParser().parseFromString(field, 'text/html')
    const held = page.querySelector('[data-held]')
    if (held && this.#held) this.#held.replaceWith(document.adoptNode(held))
    // Conditions read how many files there are.
    this.dispatchEvent(new Event('change', { bubbles: true }))
    const status = document.querySelector('[data-draft-status]')
    if (status) status.textContent = 'Brouillon enregistré'
  }

  readonly #pressedInside = async (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest('button[name=remove]') : null
    if (!(button instanceof HTMLButtonElement) || this.#sending) return
    event.preventDefault()
    const name = button.closest('li')?.querySelector('b')?.textContent ?? ''
    const parts: [string, string][] = [['remove', button.value]]
    const answer = await this.#sendSurely(parts, null)
    if (answer === 'aborted') return
    if ('why' in answer) return this.#fail(`Le fichier n’est pas retiré. ${answer.why} Réessayez.`)
    this.#show(answer)
    this.#input?.focus()
    this.#status.textContent = `«\u00a0${name}\u00a0» est retiré.`
  }

  readonly #leaving = (event: SubmitEvent) => {
    if (this.#isRefused && !isAside(event.submitter)) {
      event.preventDefault()
      this.#isRefused = false
      const said = (this.#error.textContent ?? '').replace(LEFT_OUT, '')
      this.#fail(`${said}${LEFT_OUT}`)
      const folded = this.closest('details')
      if (folded) folded.open = true
      this.#input?.focus()
      return
    }
    if (this.#waiting.length === 0) return
    if (this.#waiting.every(({ state }) => state === 'failed')) return this.#giveBack()
    event.preventDefault()
    this.#pressed = { by: event.submitter }
    this.#status.textContent = 'Encore un instant\u00a0: vos fichiers s’envoient.'
  }

  /** Everything has left, or failed: a page that was sent meanwhile goes now. */
  #settle() {
    const pressed = this.#pressed
    if (!pressed || this.#waiting.some(({ state }) => state !== 'failed')) return
    this.#pressed = null
    if (this.#error.hidden) this.#form?.requestSubmit(pressed.by)
  }

  /** No script could send them: they go with the page. */
  #giveBack() {
    const input = this.#input
    if (!input) return
    const all = new DataTransfer()
    for (const { file } of this.#waiting) all.items.add(file)
    input.files = all.files
  }
}

/** A button that keeps what is typed and leads elsewhere sends nothing. */
const isAside = (by: HTMLElement | null): boolean => by instanceof HTMLButtonElement && by.formNoValidate

function readAnswer({ status, responseText, responseURL }: XMLHttpRequest): Answer | Failure {
  if (status === 0) return { why: AWAY, isFinal: false }
  if (status === 403) return 'token'
  if (new URL(responseURL).pathname.startsWith('/connexion')) return { why: SIGNED_OUT, isFinal: false }
  const told = parsed(responseText)
  if (told.field !== undefined && told.problems !== undefined)
    return { field: told.field, problems: told.problems }
  return { why: told.said ?? REFUSED, isFinal: status >= 400 && status < 500 && status !== 429 }
}

/** What the server said, when it spoke to a script. */
function parsed(text: string): Partial<Answer> & { said?: string } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

customElements.define('file-upload', FileUpload)
