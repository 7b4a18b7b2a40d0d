// `<pass-code>`: a phone that carries a pass. It shows a number that changes by itself, or, without a network, a right alone to one partner;
// and forgets all of it as soon as the server says that another carries the pass.
import { asTyped } from '../../token/base32.ts'
import { stayAwake } from './awake.ts'
import { change, type Copy, forget, isAble, type Phone, phoneFor } from './base.ts'
import {
  canShow,
  fetchCopies,
  fetchIds,
  fetchSpoken,
  nowFor,
  type Outcome,
  register,
  showCopy,
  type Spoken,
  takeCopy,
} from './carrying.ts'
import { codeOf, isOver, secondsLeft, type Showing, takeId } from './codes.ts'
import { drawn } from './draw.ts'

const AWAY = 'Le réseau ne répond pas. Recommencez quand il reviendra.'
const NONE =
  'Ce téléphone n’a plus de code à montrer avant de retrouver le réseau. Chaque droit se montre encore seul, ci-dessous.'
const WAITS = 'Ce téléphone est suspendu\u00a0: il n’ouvre rien tant qu’un guichet ne l’a pas repris.'
const LABEL = 'Code à présenter au lecteur, renouvelé toutes les vingt secondes'
const CHALLENGE = 8

/** What fills the screen: the code of the moment, or a right alone. */
type Full = { copy: Copy; name: string; challenge: string } | 'code'

class PassCode extends HTMLElement {
  #phone: Phone | null = null
  #showing: Showing | null = null
  #spoken: Spoken | null = null
  #full: Full | null = null
  /** What is drawn: a picture of a step. */
  #drawn = ''
  #isBusy = false
  #timer = 0

  connectedCallback() {
    if (!isAble()) return
    document.addEventListener('click', this.#click)
    document.addEventListener('visibilitychange', this.#seen)
    window.addEventListener('online', this.#online)
    this.#dialog?.addEventListener('close', this.#closed)
    this.querySelector('input[name="signe"]')?.addEventListener('input', this.#typed)
    void this.#start()
  }

  disconnectedCallback() {
    document.removeEventListener('click', this.#click)
    document.removeEventListener('visibilitychange', this.#seen)
    window.removeEventListener('online', this.#online)
    clearInterval(this.#timer)
    stayAwake(false)
  }

  get #whose() {
    return document.body.dataset.whose ?? ''
  }

  get #csrf() {
    return this.querySelector<HTMLInputElement>('[data-forget] input[name="_csrf"]')?.value ?? ''
  }

  get #dialog() {
    return this.querySelector('dialog')
  }

  /** Shown again as it was kept: it says what was true then. */
  get #isKept() {
    return document.querySelector('offline-reading[data-kept]') !== null
  }

  /** The server was asked to have this page kept, for a phone. */
  get #isAsked() {
    return document.querySelector('offline-reading[data-keeping="own"][data-reader]') !== null
  }

  async #start() {
    const phone = await phoneFor(this.#whose)
    const { phone: carrying = '', replaces } = this.dataset
    if (!this.#isKept && (phone === undefined ? this.#isAsked : String(phone.support) !== carrying))
      return this.#over()
    const begins = phone === undefined || replaces !== undefined
    for (const part of this.querySelectorAll<HTMLElement>('[data-begin]'))
      part.hidden = !begins || this.#isKept
    if (begins) return
    if ('waits' in this.dataset) return this.#say(WAITS)
    this.#phone = phone
    for (const part of this.querySelectorAll<HTMLElement>('[data-part]'))
      part.hidden = part.dataset.part !== 'phone'
    this.#nameHere(phone.support)
    this.#offer()
    this.#timer = window.setInterval(this.#beat, 1000)
    this.#beat()
    await this.#fetchCopies()
  }

  /** « Ce téléphone », in the list of what carries the pass. */
  #nameHere(support: number) {
    const name = document.querySelector(`[data-support="${support}"] b`)
    if (name !== null) name.textContent = 'Ce téléphone'
  }

  /** Rights that may be shown alone have their button. */
  #offer() {
    const phone = this.#phone
    for (const button of document.querySelectorAll<HTMLElement>('[data-show]'))
      button.hidden = phone === null || !canShow(phone, button.dataset.show ?? '')
  }

  async #fetchCopies() {
    if (this.#isKept || !navigator.onLine) return
    const lines = [...document.querySelectorAll<HTMLElement>('.rights [data-show]')]
    const audiences = [...new Set(lines.map(({ dataset }) => dataset.show ?? ''))].slice(0, 12)
    if (audiences.length === 0) return
    const rights = lines.map((line) => line.closest('li')?.textContent ?? '').join('\n')
    await this.#after(await fetchCopies(this.#whose, this.#csrf, { audiences, rights }))
    this.#offer()
  }

  /** What an answer of the server changes here. */
  async #after(outcome: Outcome) {
    if (outcome === 'over') return this.#over()
    if (typeof outcome === 'object') this.#say(outcome.said)
    this.#phone = (await phoneFor(this.#whose)) ?? null
  }

  /** Nothing of it stays here; the page says so, and the server stops having it kept. */
  async #over() {
    clearInterval(this.#timer)
    this.#phone = null
    await forget()
    const form = this.querySelector<HTMLFormElement>('[data-forget]')
    for (const field of form?.querySelectorAll('input') ?? []) field.disabled = false
    form?.submit()
  }

  #say(text: string) {
    const said = this.querySelector('[data-said]')
    if (said !== null && said.textContent !== text) said.textContent = text
  }

  readonly #beat = () => {
    if (this.#isBusy || document.hidden || this.#phone === null) return
    this.#isBusy = true
    void this.#step().finally(() => {
      this.#isBusy = false
    })
  }

  async #step() {
    const phone = this.#phone
    if (phone === null) return
    stayAwake(true)
    const now = nowFor(phone)
    if (this.#showing === null || isOver(this.#showing, now)) await this.#next()
    if (this.#phone === null) return
    await this.#draw(nowFor(this.#phone))
    await this.#sayAloud(this.#phone)
  }

  /** A number that was never shown; others are fetched first when few are left. */
  async #next() {
    if (navigator.onLine) await this.#after(await fetchIds(this.#whose, this.#csrf))
    if (this.#phone === null) return
    const id = await change(this.#whose, takeId)
    this.#showing = id === undefined ? null : { id, since: nowFor(this.#phone) }
    this.#say(id === undefined ? NONE : '')
  }

  async #draw(now: number) {
    const phone = this.#phone
    if (phone === null) return
    const left = secondsLeft(now)
    for (const part of this.querySelectorAll('[data-seconds]'))
      part.textContent = `${left}\u00a0${left > 1 ? 'secondes' : 'seconde'}`
    for (const part of this.querySelectorAll<HTMLProgressElement>('[data-progress]')) part.value = left
    const full = this.#full
    const what = [
      now - (now % 20),
      this.#showing?.id.join() ?? '',
      full === 'code',
      full && full !== 'code' && full.challenge,
    ].join(' ')
    if (what === this.#drawn) return
    this.#drawn = what
    const code = this.#showing === null ? null : await codeOf(phone.mac, this.#showing, now)
    this.#square('[data-part="phone"]', code, LABEL)
    if (full === 'code') this.#square('dialog', code, LABEL)
    else if (full !== null)
      this.#square(
        'dialog',
        await showCopy(full.copy, full.challenge, now),
        `Code pour ${full.name} seulement, bon une minute, renouvelé toutes les vingt secondes`,
      )
  }

  #square(within: string, text: string | null, label: string) {
    this.querySelector(`${within} [data-square]`)?.replaceChildren(
      ...(text === null ? [] : [drawn(text, label)]),
    )
  }

  async #sayAloud(phone: Phone) {
    const isOld = this.#spoken === null || this.#spoken.until <= nowFor(phone)
    if (isOld) {
      this.#spoken = null
      const said = navigator.onLine && !this.#isKept ? await fetchSpoken(this.#csrf, phone) : null
      if (said === 'over') return this.#over()
      // Without an answer, no more is asked before the next number.
      this.#spoken = said ?? { words: '', until: nowFor(phone) + 20 }
      this.#phone = (await phoneFor(this.#whose)) ?? null
    }
    const part = this.querySelector<HTMLElement>('[data-spoken]')
    if (part === null) return
    part.hidden = this.#spoken === null || this.#spoken.words === ''
    const words = part.querySelector('b')
    if (words !== null) words.textContent = this.#spoken?.words ?? ''
  }

  async #begin(button: HTMLButtonElement) {
    const { phone, replaces } = this.dataset
    // Another carries it: its page says what becomes of that one first.
    if (phone !== '' && replaces === undefined) return location.assign('/pass/telephone')
    button.disabled = true
    const became = await register(this.#whose, this.#csrf, replaces ?? '')
    if (typeof became === 'object' && 'to' in became) return location.assign(became.to)
    if (became === 'done') return location.assign('/pass')
    button.disabled = false
    this.#say(typeof became === 'object' ? became.said : AWAY)
  }

  #fill(full: Full, title: string, where: string) {
    this.#full = full
    this.#drawn = ''
    const dialog = this.#dialog
    if (dialog === null) return
    const words = { title, where }
    for (const [name, text] of Object.entries(words)) {
      const part = dialog.querySelector(`[data-${name}]`)
      if (part !== null) part.textContent = text
    }
    const door = dialog.querySelector<HTMLElement>('[data-door]')
    if (door !== null) door.hidden = full === 'code'
    dialog.showModal()
    this.#beat()
  }

  async #show({ dataset: { show = '', name = '' } }: HTMLElement) {
    const copy = await takeCopy(this.#whose, show)
    if (copy === undefined) return
    this.#fill(
      { copy, name, challenge: '' },
      name,
      'Ce code n’est bon que là, sans réseau aussi. Il ne dit rien d’autre de vous.',
    )
  }

  readonly #closed = () => {
    this.#full = null
    const field = this.querySelector<HTMLInputElement>('input[name="signe"]')
    if (field !== null) field.value = ''
    this.#dialog?.querySelector('[data-square]')?.replaceChildren()
    void this.#fetchCopies()
  }

  /** What the door shows, once it is whole. */
  readonly #typed = (event: Event) => {
    const challenge = asTyped((event.target as HTMLInputElement).value)
    if (this.#full === null || this.#full === 'code') return
    this.#full = { ...this.#full, challenge: challenge.length === CHALLENGE ? challenge : '' }
    this.#beat()
  }

  readonly #seen = () => {
    if (document.hidden) return stayAwake(false)
    this.#beat()
  }

  readonly #online = () => {
    this.#spoken = null
    this.#beat()
  }

  readonly #click = (event: MouseEvent) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button')
    if (button === null) return
    if (button.dataset.show !== undefined) return void this.#show(button)
    if (!this.contains(button) || button.name !== 'act') return
    const acts: Record<string, () => unknown> = {
      begin: () => this.#begin(button),
      full: () => this.#fill('code', document.getElementById('code')?.textContent ?? '', ''),
      another: () => {
        this.#showing = null
        this.#beat()
      },
      close: () => this.#dialog?.close(),
    }
    void acts[button.value]?.()
  }
}

customElements.define('pass-code', PassCode)
