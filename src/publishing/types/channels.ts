// The channels of briefs: « De la collectivité », « Du comité des œuvres sociales ». A type of content says which of its questions is
// answered by one of those that the authority has.
import { valueOf } from '#settings'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { setting } from '#platform/house/settings.ts'
import type { Choice } from '#platform/screens/field.ts'
import type { ContentType } from './kind.ts'
import { namesTyped } from './names.ts'

const MOST = 6

export const CHANNELS = setting({
  key: 'publishing.text_channels',
  label: 'Canaux des brèves',
  hint: 'Les onglets des brèves sur l’accueil des agents, un par ligne. Une brève sans canal paraît sous le premier.',
  levels: ['metropolis', 'commune'],
  control: 'text',
  type: namesTyped('un canal', 'canaux', MOST),
  otherwise: ['De la collectivité', 'Du comité des œuvres sociales'].join('\n'),
})

export const channelsOf = (tx: Read, authorityId: number): Promise<string[]> =>
  valueOf(tx, CHANNELS, { authorityId, unitId: null, serviceSlug: null })

type Values = Readonly<Record<string, unknown>>

const keptIn = ({ channel }: ContentType, values: Values): string[] => {
  const kept = channel === undefined ? undefined : values[channel]
  return typeof kept === 'string' && kept !== '' ? [kept] : []
}

/** What the list of channels holds, by the name of its question: those of today, and the one that was chosen. */
export async function channelChoices(
  tx: Read,
  type: ContentType,
  authorityId: number,
  values: Values = {},
): Promise<Readonly<Record<string, Choice[]>>> {
  if (type.channel === undefined) return {}
  const [first = '', ...others] = await channelsOf(tx, authorityId)
  const names = [...new Set([...others, ...keptIn(type, values)])].filter((name) => name !== first)
  return { [type.channel]: [['', first], ...names.map((name) => [name, name] as const)] }
}

/** @throws BadInput for a channel that the authority has not, unless it was chosen before */
export async function checkChannel(
  tx: Read,
  type: ContentType,
  authorityId: number,
  { typed, before = {} }: { typed: Values; before?: Values },
): Promise<void> {
  const known = [...(await channelsOf(tx, authorityId)), ...keptIn(type, before)]
  if (keptIn(type, typed).some((name) => !known.includes(name)))
    throw new BadInput([{ field: type.channel ?? '', message: 'Choisissez un canal de la liste.' }])
}
