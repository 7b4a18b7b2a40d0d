// The requests of the last year, replayed under a draft: long work, a bounded lot a step, by the system: what people answered is not the
// author's to read. It stops when the draft changes: it would say nothing of what is published then.
import { drafts } from '#definitions'
import { FORM, type FormDefinition, formVersion } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { runKind, type Stepped } from '#platform/runs/kind.ts'
import { countSentUnder, type SentUnder, sentUnder } from '#requests'
import { catalogue, decideCompetence } from '#services'
import { localDay, type Territory, territory } from '#territory'
import { z } from 'zod'
import { formAddress } from '../written/address.ts'
import { replayOne, type Routes } from './judge.ts'
import { beginReplay, noteReplay } from './queries.ts'
import { NOTHING, type Tally, tallied } from './tally.ts'

const input = z.object({
  form: z.string(),
  title: z.string(),
  edition: z.number(),
  /** Of this work: asked again, another takes its place. */
  key: z.uuid(),
  since: z.iso.datetime(),
})
type Input = z.infer<typeof input>

interface Cursor {
  after: number
  tally: Tally
}

/** Requests of one step: what is held in memory. */
const LOT = 250

export const replayAddress = (form: string): string => `${formAddress(form)}/rejeu`

export const REPLAY = runKind<Input, Cursor>({
  kind: 'studio.replay',
  action: 'definition.own',
  title: ({ title }) => `Rejouer l’année\u00a0: ${title}`.slice(0, 300),
  one: 'demande rejouée',
  several: 'demandes rejouées',
  input,
  asSystem: true,
  async step(tx, asked, cursor) {
    const { form, edition, key, since } = asked
    const next = await draftOf(tx, form, edition)
    const from = new Date(since)
    if (cursor === null && next !== null) {
      const total = await countSentUnder(tx, form, from)
      await beginReplay(tx, form, { key, edition, since: from, total, tally: NOTHING })
    }
    const { after, tally } = cursor ?? { after: 0, tally: NOTHING }
    if (next === null) {
      await noteReplay(tx, form, { key, state: 'outdated', more: 0, tally })
      return ended(
        'Le brouillon a changé pendant le rejeu\u00a0: relisez-le, puis rejouez l’année.',
        form,
        true,
      )
    }
    const lot = await sentUnder(tx, form, { since: from, after, most: LOT })
    const made = await replayed(tx, next, lot, tally)
    const last = lot.at(-1)
    const isLast = last === undefined || lot.length < LOT
    const state = isLast ? 'done' : 'going'
    const isMine = await noteReplay(tx, form, { key, state, more: lot.length, tally: made })
    if (!isMine) return ended('Un autre rejeu de ce brouillon a pris la place de celui-ci.', form, true)
    if (isLast)
      return { ...ended('L’année est rejouée\u00a0: lisez ce qui changerait.', form), done: lot.length }
    return { next: { after: last.id, tally: made }, done: lot.length }
  },
})

const ended = (sentence: string, form: string, isProblem = false): Stepped<Cursor> => ({
  next: null,
  done: 0,
  lines: [{ sentence, isProblem, href: replayAddress(form) }],
})

/** The draft, while it is the one that was asked. */
async function draftOf(tx: Read, form: string, edition: number): Promise<FormDefinition | null> {
  const row = (await drafts(tx)).find(({ kind, id }) => kind === FORM.kind && id === form)
  if (row?.edition !== edition) return null
  const read = FORM.schema.safeParse(row.body)
  return read.success ? read.data : null
}

async function replayed(
  tx: Read,
  next: FormDefinition,
  lot: readonly SentUnder[],
  before: Tally,
): Promise<Tally> {
  const place = await territory(tx)
  const routes = await routesIn(tx, place)
  const area = (code: string) => place.area(code)
  let tally = before
  for (const sent of lot) {
    const old = await formVersion(tx, next.id, sent.formVersion)
    const judges = { today: localDay(sent.receivedAt, place.zone), area }
    tally = tallied(tally, sent.id, replayOne({ old, next, judges, routes }, sent))
  }
  return tally
}

/** As rules say today. */
async function routesIn(tx: Read, place: Territory): Promise<Routes> {
  const known = await catalogue(tx)
  const day = localDay(tx.now, place.zone)
  const memory = new Map<string, string>()
  return (category, areaCode, placeKind) => {
    const key = JSON.stringify([category, areaCode, placeKind])
    const said = memory.get(key)
    if (said !== undefined) return said
    const { unitId } = decideCompetence(known, place, { category, areaCode, placeKind, day })
    const unit = place.unit(unitId)
    const words = `${unit.name}, ${place.authority(unit.authorityId).name}`
    memory.set(key, words)
    return words
  }
}
