// What may not be published: a form that collects more than its entry says, a site or a value without an entry.
import { type Gate, gateOn, type Ground, type Problem } from '#platform/house/definition.ts'
import { of } from '#platform/french/noun.ts'
import { BadInput } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { quoted } from '#platform/ui/french.ts'
import { authorityNoun, territory } from '#territory'
import { CATEGORIES, type CategoryId, isCategory, type ProcessingEntry, SECTORS } from './definition.ts'
import { PROCESSING } from './kind.ts'
import { type Register, register } from './register.ts'

// For each value of the account, the categories that cover it: one is enough.
const OF_VALUE: Readonly<Record<string, readonly CategoryId[]>> = {
  name: ['identity'],
  given_name: ['identity'],
  family_name: ['identity'],
  gender: ['identity'],
  birthdate: ['birth'],
  birthplace: ['birth'],
  birthcountry: ['birth'],
  email: ['contact'],
  phone: ['contact'],
  address: ['address'],
  commune: ['address'],
  is_adult: ['derived', 'birth'],
  lives_in_commune: ['derived', 'address'],
}

/** Does the entry list a category that covers this value of the account? A value that no table knows: never. */
export function covers(entry: ProcessingEntry, valueId: string): boolean {
  return (OF_VALUE[valueId] ?? []).some((category) => entry.categories.includes(category))
}

/**
 * A site of that authority and sector may be registered, and receive these values.
 * @returns the entry under which it does
 * @throws BadInput on `sector` when no entry is declared, on `values` for each value that the entry does not list
 */
export async function requireProcessing(
  tx: Read,
  { authorityId, sector, valueIds }: { authorityId: number; sector: string; valueIds: readonly string[] },
): Promise<ProcessingEntry> {
  const entry = await siteEntry(tx, authorityId, sector)
  const refused = valueIds.filter((id) => !covers(entry, id))
  if (refused.length > 0)
    throw new BadInput([
      {
        field: 'values',
        message: `Le registre ne prévoit pas ces informations pour les sites « ${SECTORS[entry.sector]} » : ${refused.join(', ')}. Retirez-les, ou complétez d’abord la fiche ${entry.id}.`,
      },
    ])
  return entry
}

async function siteEntry(tx: Read, authorityId: number, sector: string): Promise<ProcessingEntry> {
  const authority = (await territory(tx)).authority(authorityId)
  const entry = (await register(tx)).sitesOf(authority.code, sector)
  if (entry !== undefined) return entry
  throw new BadInput([
    {
      field: 'sector',
      message: `Le registre des traitements n’a pas de fiche pour les sites ${of(authorityNoun(authority))} dans le secteur « ${sector} » : écrivez-la avant d’inscrire le site.`,
    },
  ])
}

/** What a question of a form collects. */
export interface Collected {
  id: string
  categories: readonly string[]
  /** Rule of retention of its own, which the entry must say. */
  rule?: string
}

/** Why what these questions collect may not be published under that entry; each sentence follows the name of a file. */
export function collectionProblems(
  known: Pick<Register, 'entry'>,
  processing: string,
  collected: readonly Collected[],
  isOfRequests = true,
): string[] {
  const entry = known.entry(processing)
  if (entry === undefined) return [`le registre n’a pas de fiche ${processing}.`]
  const named = `la fiche ${quoted(entry.title)} du registre`
  if (entry.kind === 'sites') return [`${named} est celle de sites, pas d’une démarche.`]
  if (
    isOfRequests &&
    collected.length > 0 &&
    !entry.retention.some(({ rule }) => rule === 'request.anonymise')
  )
    return [`${named} ne dit pas quand les demandes closes sont rendues anonymes (request.anonymise).`]
  const unsaid = collected.find(
    ({ rule }) => rule !== undefined && !entry.retention.some((kept) => kept.rule === rule),
  )
  if (isOfRequests && unsaid !== undefined)
    return [
      `la question ${quoted(unsaid.id)} recueille ce que ${named} ne dit pas quand effacer (${unsaid.rule}).`,
    ]
  return collected.flatMap(({ id, categories }) =>
    categories.flatMap((category) => {
      if (!isCategory(category))
        return [`la question ${quoted(id)} nomme une catégorie inconnue, ${category}.`]
      if ((entry.categories as readonly string[]).includes(category)) return []
      return [
        `la question ${quoted(id)} recueille ${quoted(CATEGORIES[category])}, que ${named} ne prévoit pas.`,
      ]
    }),
  )
}

/** A rule of the platform itself keeps its duration: an entry is withdrawn with none that no other says. */
async function rulesLeft(id: string, ground: Ground): Promise<Problem[]> {
  const lines = (await register(ground.tx)).entry(id)?.retention ?? []
  const said = [...(await ground.all(PROCESSING)).values()].flatMap(({ retention }) => retention)
  return lines
    .filter(({ rule }) => !said.some((line) => line.rule === rule))
    .flatMap(({ rule }) =>
      ground.retention.filter(({ id: known, perEntry }) => known === rule && perEntry !== true),
    )
    .map(({ label }) => ({ sentence: `«\u00a0${label}\u00a0» n’aurait plus de durée de conservation.` }))
}

export const gates: readonly Gate[] = [gateOn(PROCESSING, { keep: rulesLeft })]
