// Papers are drawn beside the program: laying text out costs a tenth of a second and more, which nobody else waits for.
import { Worker } from 'node:worker_threads'
import { TooMany, Unavailable } from '../errors.ts'
import { takeTurns } from '../files/turns.ts'
import type { Paper } from './document.ts'

const TIME_LIMIT = 10_000
/** A thread that was just opened reads first what it draws with: on a busy machine, longer than a paper takes. */
const OPENING_LIMIT = 30_000
/** Milliseconds without a paper after which the thread and what it holds (30 MB) are given back. */
const IDLE = 30_000
/** Papers that wait for their turn. */
const MOST_WAITING = 16
/** Of one person: the others are drawn meanwhile, those of residents too. */
const MOST_EACH = 2

const SENTENCE = 'Beaucoup de documents sont préparés en ce moment. Réessayez dans un instant.'

const TWO =
  'Deux de vos documents sont déjà en préparation. Attendez qu’ils arrivent, puis demandez celui-ci.'
const SOON = 5

const inTurn = takeTurns(1)
let waiting = 0
const waitingOf = new Map<number, number>()
let thread: Worker | null = null
let idle: NodeJS.Timeout | undefined

function open(): Worker {
  const made = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 192 },
  })
  // Nobody waits for it to stop.
  made.unref()
  return made
}

function close(): void {
  void thread?.terminate()
  thread = null
}

/**
 * The bytes of the paper; see renderPaper.
 * @param personId who asks; null: nobody who is known
 * @throws TooMany while two of theirs are being drawn
 * @throws Unavailable when too many are asked at once, or it takes too long
 */
export async function drawPaper(paper: Paper, personId: number | null = null): Promise<Buffer> {
  if (waiting >= MOST_WAITING) throw new Unavailable(SENTENCE)
  waiting += 1
  try {
    return await (personId === null ? inTurn(() => draw(paper)) : drawFor(personId, paper))
  } finally {
    waiting -= 1
  }
}

async function drawFor(personId: number, paper: Paper): Promise<Buffer> {
  const theirs = waitingOf.get(personId) ?? 0
  if (theirs >= MOST_EACH) throw new TooMany(TWO, SOON)
  waitingOf.set(personId, theirs + 1)
  try {
    return await inTurn(() => draw(paper))
  } finally {
    const left = (waitingOf.get(personId) ?? 1) - 1
    if (left > 0) waitingOf.set(personId, left)
    else waitingOf.delete(personId)
  }
}

async function draw(paper: Paper): Promise<Buffer> {
  clearTimeout(idle)
  const limit = thread === null ? OPENING_LIMIT : TIME_LIMIT
  thread ??= open()
  const at = thread
  const asked = Promise.withResolvers<Buffer>()
  const over = setTimeout(() => asked.reject(new Unavailable(SENTENCE)), limit)
  const drawn = (bytes: Uint8Array) =>
    asked.resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const ended = () => asked.reject(new Error('the thread of papers has ended'))
  at.on('message', drawn).on('error', asked.reject).on('exit', ended)
  at.postMessage(paper)
  try {
    return await asked.promise
  } catch (error) {
    close()
    throw error
  } finally {
    clearTimeout(over)
    at.off('message', drawn).off('error', asked.reject).off('exit', ended)
    idle = setTimeout(close, IDLE).unref()
  }
}
