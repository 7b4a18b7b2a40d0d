// By which channels somebody is told of a kind, and from when: what the kind says, then what they chose. Pure.
import { CHANNELS, type Channel, type NoticeKind } from '#platform/house/notices.ts'
import type { Choice } from './queries.wishes.ts'

/** What is owed by law or to the safety of an account is not chosen. */
export const isChosen = ({ owed }: NoticeKind): boolean => owed === undefined

/** The channels of a kind for somebody who chose that. */
export function channelsOf(kind: NoticeKind, choices: readonly Choice[]): readonly Channel[] {
  if (!isChosen(kind)) return kind.channels
  const said = choices.filter((one) => one.kind === kind.id)
  return CHANNELS.filter(
    (channel) => said.find((one) => one.channel === channel)?.isWanted ?? kind.channels.includes(channel),
  )
}

/** Kinds that one chooses, and those that nobody takes off. */
export const sortKinds = (kinds: readonly NoticeKind[]) => ({
  chosen: kinds.filter(isChosen),
  owed: kinds.filter((kind) => !isChosen(kind)),
})
