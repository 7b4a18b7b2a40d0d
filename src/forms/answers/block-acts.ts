// What the buttons of a block do to what is typed: an item is added, taken away, put back or moved. Nothing of another changes.
import { capital, typo } from '#platform/ui/french.ts'
import { BLOCK_ACT, type BlockAct, blockActIn, itemId } from '#platform/ui/block.ts'
import { one, type Values } from '#platform/http/route.ts'
import type { Field } from '../definition/definition.ts'
import { asksItems } from '../fields/index.ts'
import { GONE, itemKeys, itemName, itemsOf, mostItems } from '../fields/repeated/block.ts'
import { SAYS } from '../fields/repeated/words.ts'
import type { Raw } from '../fields/read.ts'
import { everyKey, goneIn, withoutGone } from './items.ts'
import type { RawAnswers } from './validate.ts'

export interface BlockDone {
  raw: RawAnswers
  /** Id of what has the focus then. */
  focused: string
  /** What was done, and where the item stands. */
  said: string
}

interface Moved {
  keys: string[]
  gone: { key: string; place: number }[]
  /** The item that one goes on with; absent: the block. */
  at?: string
}

const nextKey = (keys: readonly string[]): string => String(Math.max(0, ...keys.map(Number)) + 1)

function moved(block: Field, raw: Raw, { act, key }: BlockAct): Moved {
  const keys = itemKeys(block, raw)
  const gone = goneIn(raw)
  const place = keys.indexOf(key)
  const isFull = keys.length >= mostItems(block)
  if (act === 'ajouter') {
    const made = nextKey(everyKey(block, raw))
    return isFull ? { keys, gone } : { keys: [...keys, made], gone, at: made }
  }
  if (act === 'remettre') {
    const known = gone.find((one) => one.key === key)
    if (known === undefined || isFull) return { keys, gone }
    return { keys: keys.toSpliced(known.place, 0, key), gone: gone.filter((one) => one !== known), at: key }
  }
  if (place < 0) return { keys, gone }
  const others = keys.toSpliced(place, 1)
  if (act === 'retirer') {
    const beside = others[Math.min(place, others.length - 1)]
    return { keys: others, gone: [...gone, { key, place }], ...(beside === undefined ? {} : { at: beside }) }
  }
  const to = place + (act === 'monter' ? -1 : 1)
  return { keys: others.toSpliced(Math.max(to, 0), 0, key), gone, at: key }
}

const DONE = { ajouter: SAYS.added, remettre: SAYS.backAgain, monter: SAYS.moved, descendre: SAYS.moved }

function sentence(
  block: Field,
  { act, key }: BlockAct,
  before: readonly string[],
  { keys, at }: Moved,
): string {
  const many = keys.length
  const { one: called, isFeminine = false } = itemsOf(block)
  if (act === 'retirer')
    return before.length === many
      ? ''
      : SAYS.takenAway(typo(itemName(block, before.indexOf(key))), isFeminine)
  if (at === undefined) return SAYS.noMoreItems(mostItems(block))
  const where = SAYS.where(keys.indexOf(at) + 1, many, typo(block.label))
  return DONE[act](typo(capital(called)), isFeminine, where)
}

/** Does a button of a block, of those questions; null when none was pressed. */
export function blockActDone(fields: readonly Field[], values: Values, raw: RawAnswers): BlockDone | null {
  const act = blockActIn(one(values, BLOCK_ACT))
  const block = fields.find((field) => field.id === act?.field && asksItems(field))
  if (act === null || block === undefined) return null
  const typed = raw[block.id] ?? {}
  const done = moved(block, typed, act)
  const gone = done.gone.map(({ key, place }) => `${key}@${place}`)
  const { [GONE]: _before, ...rest } = typed
  const after: Raw = { ...rest, '': done.keys, ...(gone.length > 0 && { [GONE]: gone }) }
  return {
    raw: { ...raw, [block.id]: after },
    focused: done.at === undefined ? block.id : itemId(block.id, done.at),
    said: sentence(block, act, itemKeys(block, typed), done),
  }
}

/** What becomes of what was posted, by the button that was pressed. */
export interface Pressed {
  /** A block’s deed is done; going on leaves behind what was taken away; anything else changes nothing. */
  after: (raw: RawAnswers) => RawAnswers
  /** Once it was asked: what the button of a block did. */
  done: () => BlockDone | null
}

/** @param leaves the page is gone on from: what was taken away is not put back any more */
export function pressedIn(fields: readonly Field[], values: Values, leaves: boolean): Pressed {
  let done: BlockDone | null = null
  return {
    after(raw) {
      done = blockActDone(fields, values, raw)
      return done?.raw ?? (leaves ? withoutGone(fields, raw) : raw)
    },
    done: () => done,
  }
}
