// What a door does with a code: asks the server, with little patience; decides alone when there is none; keeps a line of either in its chain
// before it says anything. One code at a time, whoever reads them.
import { cardName, readerText, readReading } from '../../gate/card.ts'
import { decide } from '../../gate/decide.ts'
import { entryAfter, type Event, eventOf } from '../../gate/journal.ts'
import { onShelf, type State, withChecked, withSeen, withUse, withoutUse } from '../../gate/state.ts'
import { toText } from '../../token/bytes.ts'
import { readPresented } from '../../token/present.ts'
import { readOnline } from '../../token/online.ts'
import { readSpoken } from '../../token/spoken.ts'
import type { Refusal } from '../../token/words.ts'
import { type Answer, BUSY, type Checked, type Heard, type Line, type Server } from './calls.ts'
import type { Memory, Store } from './memory.ts'

/** Milliseconds that somebody waits at a door for the server. */
const PATIENCE = 1500
/** Of what is shown, after the moment of its phone is over. */
const SEEN = 180
/** Of a paper or a card, shown again at each visit. */
const VISIT = 600

/** What a door shows of a code. Never a name. */
export interface Shown {
  refusal: Refusal | null
  /** Instead of the words of the refusal. */
  detail: string | null
  product: string | null
  class: string | null
  /** Entries, cents, or times of the week; null: none is counted. */
  left: number | null
  /** Taken of a credit. */
  cents: number | null
  /** Seconds ago that it was taken. */
  before: number | null
  /** Decided here. */
  isAlone: boolean
  /** How much this door may still accept of that holder before it sends; null when that does not bound. */
  more: number | null
  /** By which it is taken back. */
  line: { seq: number; cti: string | null; key: string | null } | null
}

export interface Gate {
  store: Store
  server: () => Server
  /** One at a time, in all that may write there. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
  /** In seconds, by the clock of the door. */
  clock: () => number
}

/** The time as the server would say it. */
export const timeOf = ({ known }: Pick<Memory, 'known'>, now: number): number =>
  known === null ? now : now - (known.clock.heard - known.clock.signed)

const NOTHING: Shown = {
  ...{ refusal: null, detail: null, product: null, class: null, left: null, cents: null, before: null },
  ...{ isAlone: false, more: null, line: null },
}

async function lineOf(
  memory: Memory,
  event: Event,
  proof: Partial<Pick<Line, 'text' | 'challenge' | 'why'>> = {},
): Promise<{ line: Line; memory: Memory }> {
  const line = { ...(await entryAfter(memory.head, event)), ...proof }
  return { line, memory: { ...memory, head: { seq: line.seq, hash: line.hash } } }
}

/** What this door forgets when it is no door any more: never what it did. */
export async function forget({ store, alone }: Gate): Promise<void> {
  await alone(async () => {
    const { head, names, broken, found } = await store.read()
    await store.write({
      ...{ known: null, kept: { seen: {}, uses: {}, checked: {}, sentAt: 0 }, isRefused: true, doubt: null },
      ...{ head, names, broken, found },
    })
  })
}

interface Asked {
  text: string
  challenge: string | null
}

/** @param challenge what the door shows to be signed; null when it shows nothing */
export async function checkCode(gate: Gate, asked: Asked): Promise<Shown> {
  const shown = await gate.alone(async () => {
    const memory = await gate.store.read()
    if (memory.known === null) return { ...NOTHING, refusal: 'lists' as const, isAlone: true }
    return (await again(gate, memory, asked)) ?? (await anew(gate, memory, asked))
  })
  if (shown === 'refused') {
    await forget(gate)
    return { ...NOTHING, refusal: 'lists' }
  }
  return shown
}

/** The same code after an answer that never came: what the server took then is said now, once. */
async function again(gate: Gate, memory: Memory, { text }: Asked): Promise<Shown | null> {
  const { doubt } = memory
  if (doubt === null || doubt.text !== text) return null
  const reply = await gate.server().check(doubt, PATIENCE)
  if (reply.is === 'away') return null
  await gate.store.write({ ...memory, doubt: null })
  return reply.is === 'ok' && reply.value.result === 'ok'
    ? shownOf(reply.value, { seq: doubt.seq, copy: await copyIn(text, memory) })
    : null
}

async function anew(gate: Gate, memory: Memory, asked: Asked): Promise<Shown | 'refused'> {
  const reply = await gate.server().check({ seq: memory.head.seq + 1, ...asked }, PATIENCE)
  if (reply.is === 'refused') return 'refused'
  if (reply.is === 'ok') return keepAnswer(gate, await gate.store.read(), asked, reply.value)
  // Nothing was decided: no line.
  if (reply.is === 'no' && reply.status === 429)
    return { ...NOTHING, refusal: 'unread', detail: reply.detail }
  return decideHere(gate, asked, reply.is === 'away' || (reply.is === 'no' && reply.status === BUSY))
}

/** What was shown, as this door knows it again. */
interface Copy {
  cti: string
  /** Under which uses of that holder are counted here, in base64url; null when it is not known here. */
  value: string | null
  /** In seconds; null: of a visit, after which it is shown again. */
  until: number | null
}

async function copyIn(text: string, { known }: Pick<Memory, 'known'>): Promise<Copy | null> {
  const card = readerText(text)
  const reading = card === null ? null : readReading(card)
  if (reading !== null) {
    const cti = await cardName(reading)
    const cards = known?.cards ?? {}
    return { cti, value: (Object.hasOwn(cards, cti) ? cards[cti]?.value : undefined) ?? null, until: null }
  }
  const presented = readPresented(text)
  if (presented === null) return null
  const { id, value, expiresAt } = presented.token.claims
  return {
    cti: toText(id),
    value: toText(value),
    until: presented.shown === null ? null : expiresAt + SEEN,
  }
}

function shownOf(told: Checked, { seq, copy }: { seq: number; copy: Copy | null }): Shown {
  const { result, product, class: held, left, cents, before } = told
  if (result !== 'ok') return { ...NOTHING, refusal: result, before }
  const isCounted = product !== null && left !== null
  const key = isCounted && copy?.value ? `${copy.value}/${product}` : null
  return {
    ...NOTHING,
    product,
    class: held,
    left,
    cents,
    line: { seq, cti: copy?.cti ?? null, key },
  }
}

/** What the server decided is known here too, should the network go the moment after. */
async function keepAnswer(
  { store, clock }: Gate,
  memory: Memory,
  { text }: Pick<Asked, 'text'>,
  told: Checked,
): Promise<Shown> {
  const copy = await copyIn(text, memory)
  const at = timeOf(memory, clock())
  const shown = shownOf(told, { seq: memory.head.seq + 1, copy })
  const { product, class: held, cents } = shown
  const cti = copy?.cti ?? null
  const event: Event = { at, result: told.result, product, class: held, cents, cti }
  const next = await lineOf({ ...memory, doubt: null }, event)
  const { known } = memory
  const isTaken = told.result === 'ok' && copy !== null && known !== null
  const kept = isTaken
    ? noted({ known, kept: memory.kept }, { copy, shown, at, paperUntil: told.paperUntil }).kept
    : memory.kept
  await store.write({ ...next.memory, kept }, [next.line])
  return shown
}

interface Taken {
  copy: Copy
  shown: Shown
  at: number
  paperUntil: number | null
}

function noted(state: State, { copy, shown, at, paperUntil }: Taken): State {
  const id = copy.cti
  const seen = withSeen(state, id, { at, until: copy.until ?? at + VISIT })
  const key = shown.line?.key ?? null
  const used = key === null ? seen : withUse(seen, key, { at, amount: shown.cents ?? 1 })
  return paperUntil === null ? used : withChecked(used, id, { now: at, until: paperUntil })
}

/** How much more of that holder this door would accept by itself. */
function moreOf({ known, kept }: State, key: string | null): number | null {
  if (key === null) return null
  const product = known.products.find(({ id }) => id === key.slice(key.indexOf('/') + 1))
  if (product === undefined) return null
  const done = (onShelf(kept.uses, key) ?? []).filter(({ at }) => at > kept.sentAt)
  return Math.max(0, product.alone - done.reduce((sum, { amount }) => sum + amount, 0))
}

const isMomentary = (text: string): boolean => readOnline(text) !== null || readSpoken(text) !== null

/** @param isInDoubt the server may have heard, and taken it */
async function decideHere(
  { store, clock }: Gate,
  { text, challenge }: Asked,
  isInDoubt: boolean,
): Promise<Shown> {
  const memory = await store.read()
  const { known } = memory
  if (known === null) return { ...NOTHING, refusal: 'lists', isAlone: true }
  const at = timeOf(memory, clock())
  const decided = await decide(text, { known, kept: memory.kept }, clock(), challenge)
  const decision =
    !decided.decision.ok && decided.decision.why === 'unread' && isMomentary(text)
      ? { ...decided.decision, why: 'online' as const }
      : decided.decision
  const proof = decision.ok ? { text, challenge } : {}
  const next = await lineOf(memory, eventOf(decision, at), proof)
  const doubt = isInDoubt && !decision.ok ? { seq: next.line.seq, text, challenge } : null
  await store.write({ ...next.memory, kept: decided.state.kept, doubt }, [next.line])
  if (!decision.ok) {
    const before = decision.before === null ? null : Math.max(0, at - decision.before)
    return { ...NOTHING, refusal: decision.why, before, isAlone: true }
  }
  const { product, class: held, left, cents, id: cti, key } = decision
  const line = { seq: next.line.seq, cti, key }
  const more = moreOf({ known, kept: decided.state.kept }, key)
  return { ...NOTHING, ...{ product, class: held, left, cents, isAlone: true, more, line } }
}

/** « Laisser entrer, et dire pourquoi ». */
export const letIn = ({ store, alone, clock }: Gate, why: string): Promise<void> =>
  alone(async () => {
    const memory = await store.read()
    const at = timeOf(memory, clock())
    const event = { at, result: 'let-in', product: null, class: null, cents: null, cti: null } as const
    const next = await lineOf(memory, event, { why: why.slice(0, 200) })
    await store.write(next.memory, [next.line])
  })

/** « Annuler ce passage ». @returns a sentence when it could not be */
export const takeBack = (gate: Gate, { line, isAlone }: Shown): Promise<string | null> =>
  gate.alone(async () => {
    if (line === null) return null
    if (!isAlone) {
      const reply = await gate.server().undo(line.seq)
      if (reply.is === 'no') return reply.detail
      // A line without a copy says nothing to the server that takes it back later.
      if (reply.is !== 'ok' && line.cti === null)
        return 'Sans réseau, un passage compté en ligne ne s’annule pas ici.'
    }
    const memory = await gate.store.read()
    const at = timeOf(memory, gate.clock())
    const { cti, key } = line
    const next = await lineOf(memory, { at, result: 'undone', product: null, class: null, cents: null, cti })
    const { known, kept } = memory
    const back = known === null || key === null ? kept : withoutUse({ known, kept }, key, at).kept
    await gate.store.write({ ...next.memory, kept: back }, [next.line])
    return null
  })

/** Milliseconds between two questions. */
const EVERY = 1000

/** Said of a wallet when the server is not there: it is read by it alone. */
export const NEEDS_NETWORK = 'Un portefeuille se lit avec le réseau\u00a0: demandez le code du pass.'

export interface Waiting {
  /** What is to be shown, until there is an answer. */
  show: (link: string) => void
  /** Whoever is at the door waits no more. */
  signal: AbortSignal
}

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const ended = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', ended)
      resolve()
    }, EVERY)
    signal.addEventListener('abort', ended, { once: true })
  })

/** @returns null when nobody answered: nothing was decided, and there is no line */
export async function askWallet(gate: Gate, waiting: Waiting): Promise<Shown | null> {
  const shown = await gate.alone(() => asking(gate, waiting))
  if (shown !== 'refused') return shown
  await forget(gate)
  return { ...NOTHING, refusal: 'lists' }
}

async function asking(gate: Gate, { show, signal }: Waiting): Promise<Shown | 'refused' | null> {
  const memory = await gate.store.read()
  const seq = memory.head.seq + 1
  const server = gate.server()
  const asked = await server.ask(seq)
  if (asked.is === 'refused') return 'refused'
  if (asked.is === 'no') return { ...NOTHING, refusal: 'unread', detail: asked.detail }
  if (asked.is !== 'ok') return { ...NOTHING, refusal: 'online', detail: NEEDS_NETWORK }
  show(asked.value.link)
  const until = Date.parse(asked.value.until) / 1000
  while (!signal.aborted && timeOf(memory, gate.clock()) < until) {
    await pause(signal)
    const heard = signal.aborted ? null : await server.heard(seq)
    if (heard?.is === 'refused') return 'refused'
    if (heard?.is === 'ok' && heard.value.told !== null) return kept(gate, heard)
  }
  const last = await server.unask(seq)
  if (last.is === 'refused') return 'refused'
  return last.is === 'ok' || last.is === 'no' ? kept(gate, last) : unheard(gate)
}

async function kept(gate: Gate, heard: Answer<Heard>): Promise<Shown | null> {
  if (heard.is !== 'ok' || heard.value.told === null) return null
  return keepAnswer(gate, await gate.store.read(), { text: '' }, heard.value.told)
}

/** The network went while it waited: the server may have taken it, and its number is of no other code. */
async function unheard({ store, clock }: Gate): Promise<Shown> {
  const memory = await store.read()
  const at = timeOf(memory, clock())
  const event = { at, result: 'online', product: null, class: null, cents: null, cti: null } as const
  const next = await lineOf(memory, event)
  await store.write(next.memory, [next.line])
  return { ...NOTHING, refusal: 'online', isAlone: true, detail: NEEDS_NETWORK }
}
