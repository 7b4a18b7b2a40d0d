// What a door fetches to decide alone, and what it brings back: what it knows is replaced as a whole, its lines go once.
import type { KnownCards } from '../../gate/card.ts'
import { readTime } from '../../gate/clock.ts'
import { START } from '../../gate/journal.ts'
import { withSent } from '../../gate/state.ts'
import { readList, type StatusList } from '../../status/list.ts'
import { randomBytes } from '../../token/bytes.ts'
import { fromText } from '../../token/bytes.ts'
import { type Answer, BUSY, type Line, type Received, type Told } from './calls.ts'
import { forget, type Gate } from './gatekeeper.ts'
import { type Memory, NEW } from './memory.ts'

/** Lines sent at once. */
const BATCH = 100
/** Milliseconds, and times: other doors of the place send too. */
const [PAUSE, TURNS] = [1000, 60]

/** `away`: no network; the others stand as `Answer` says. `bad`: what came is not believed, and what was there stays. */
export type Fetched = 'ok' | 'away' | 'refused' | 'clock' | 'bad'

const failed = (is: Exclude<Answer<unknown>['is'], 'ok'>): Exclude<Fetched, 'ok'> =>
  is === 'no' ? 'bad' : is

/** Everything anew, the list no older than the one that is held. */
export async function refresh(gate: Gate): Promise<Fetched> {
  const nonce = randomBytes(16)
  const told = await gate.server().state(nonce)
  if (told.is === 'refused') await forget(gate)
  if (told.is !== 'ok') return failed(told.is)
  const heard = gate.clock()
  const { keys, time } = told.value
  const bytes = fromText(time)
  const signed = bytes && (await readTime(bytes, keys, nonce))
  if (signed === null) return 'bad'
  const packed = await gate.server().list()
  if (packed.is !== 'ok') return failed(packed.is)
  const cards = told.value.reader ? await gate.server().cards() : null
  if (cards !== null && cards.is !== 'ok') return failed(cards.is)
  return gate.alone(async () => {
    const memory = await gate.store.read()
    const before = memory.known?.list?.uri === told.value.list ? memory.known.list.issuedAt : 0
    const list = await readList(packed.value, keys, { uri: told.value.list, notBefore: before, now: signed })
    if (typeof list === 'string') return 'bad'
    const fetched = { list, clock: { signed, heard }, cards: cards?.value.cards }
    await gate.store.write(knowing(memory, told.value, fetched))
    return 'ok'
  })
}

interface Fetching {
  list: StatusList
  clock: { signed: number; heard: number }
  cards: KnownCards | undefined
}

function knowing(memory: Memory, told: Told, { list, clock, cards }: Fetching): Memory {
  const { audience, zone, keys, products, fetchedAt, device, place, partner } = told
  const known = {
    audience,
    zone,
    keys,
    products,
    fetchedAt,
    list,
    clock,
    place: place.name,
    device: device.name,
    ...(cards === undefined ? {} : { cards }),
  }
  const names = {
    door: device.label,
    place: place.label,
    partner,
    sector: audience.sector,
    products: Object.fromEntries(products.map(({ id, name }) => [id, name])),
    classes: Object.fromEntries(products.map(({ id, classes = {} }) => [id, classes])),
  }
  // A new device that has no line yet begins where the server says: it may have been asked before.
  const isNew = memory.head.seq === START.seq && told.head.seq > START.seq
  return { ...memory, known, names, isRefused: false, head: isNew ? told.head : memory.head }
}

/** All lines, in their order, until there is none left. Told twice, it is once. */
export async function send(gate: Gate): Promise<Fetched> {
  let turns = TURNS
  for (;;) {
    const lines = await gate.store.lines(BATCH)
    if (lines.length === 0) return 'ok'
    const reply = await gate.server().send(lines)
    if (reply.is === 'no' && reply.status === BUSY && turns > 0) {
      turns -= 1
      await new Promise((resolve) => setTimeout(resolve, PAUSE * (0.5 + (randomBytes(1)[0] ?? 0) / 256)))
      continue
    }
    if (reply.is === 'refused') await forget(gate)
    if (reply.is !== 'ok') return failed(reply.is)
    const isWhole = await gate.alone(() => received(gate, lines, reply.value))
    if (!isWhole) return 'bad'
  }
}

/** @returns whether more may follow */
async function received(
  { store }: Gate,
  lines: readonly Line[],
  { head, broken, found }: Received,
): Promise<boolean> {
  const memory = await store.read()
  const done = lines.filter(({ seq }) => seq <= head.seq)
  const last = done.at(-1)
  const counts = { ...memory.found }
  for (const { found: word } of found) counts[word] = (counts[word] ?? 0) + 1
  const [next] = (await store.lines(lines.length + 1)).filter(({ seq }) => seq > head.seq)
  const { known } = memory
  const kept =
    known === null || last === undefined
      ? memory.kept
      : // What is not sent yet, of the same second, still counts.
        withSent({ known, kept: memory.kept }, next?.at === last.at ? last.at - 1 : last.at).kept
  await store.sent(head.seq, { ...memory, kept, broken, found: counts })
  return broken === null && done.length > 0
}

/** The device takes the place that its code names. @param server signs by its new key @returns null, or why not */
export async function install(gate: Gate, code: string): Promise<string | null> {
  const reply = await gate.server().enrol(code)
  if (reply.is === 'away') return 'Pas de réseau\u00a0: une porte s’installe en ligne.'
  if (reply.is === 'clock' || reply.is === 'refused') return 'Mettez l’appareil à l’heure, puis recommencez.'
  if (reply.is === 'no') return reply.detail
  await gate.alone(() => gate.store.write(NEW))
  await refresh(gate)
  return null
}
