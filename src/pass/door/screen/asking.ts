// A door asks a wallet: it shows a link, waits for what the server was answered, and says it as it says any code. One code at a time: while it
// waits, nothing else is read.
import type { Answer, Heard } from './calls.ts'
import { forget, type Gate, keepAnswer, lineOf, NOTHING, type Shown, timeOf } from './gatekeeper.ts'

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
