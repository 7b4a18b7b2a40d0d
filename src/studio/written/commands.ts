// What differs between an element as it was and as it is made, as commands: property by property, so that two who change it merge. Pure.
import type { Command } from '#definitions'
import { canonicalJson } from '#platform/ledger/events.ts'

export function propertyCommands(way: readonly string[], was: object, made: object): Command[] {
  const [before, after] = [was, made].map((one) => new Map(Object.entries(one)))
  return [...new Set([...Object.keys(was), ...Object.keys(made)])].flatMap((name): Command[] => {
    const to: unknown = after?.get(name)
    if (canonicalJson(before?.get(name) ?? null) === canonicalJson(to ?? null)) return []
    const at = [...way, name]
    return [to === undefined ? { do: 'remove', at } : { do: 'set', at, to: to as never }]
  })
}
