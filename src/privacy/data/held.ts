// What is held about a person, by authority then by processing (GDPR art. 15).
import type { Read } from '#platform/db/db.ts'
import type { HeldPart, Holding } from '#platform/house/personal.ts'
import type { Held } from '#platform/house/retention.ts'
import { durationWords, legalBaseWords, type ProcessingEntry, register } from '#register'
import { territory } from '#territory'

export interface HeldThing extends HeldPart {
  title: string
}

/** What is done with them, from the register of processing; its words are null when it has no such entry. */
export interface HeldProcessing {
  id: string
  title: string
  purpose: string | null
  legalBase: string | null
  /** « 12 mois après la clôture de la demande : les noms sont effacés. » */
  durations: string[]
  things: HeldThing[]
}

export interface HeldAuthority {
  /** null: the account, for the whole territory. */
  authorityId: number | null
  /** In addresses: `compte`, or the authority's code. */
  code: string
  name: string
  processings: HeldProcessing[]
}

interface Found extends HeldThing {
  processing: string
}

async function partsOf(tx: Read, holding: Holding, personId: number): Promise<Found[]> {
  const parts = await holding.held(tx, personId)
  return parts
    .filter(({ count }) => count > 0)
    .map((part) => ({ ...part, title: holding.title, processing: holding.processing }))
}

const durationsOf = (entry: ProcessingEntry | undefined): string[] =>
  (entry?.retention ?? []).map(
    ({ keep, from, action }) => `${durationWords(keep)} après ${from}\u00a0: ${lower(action)}`,
  )

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Everything, the account first, then authorities in French order. Act as the system, for one person. */
export async function heldOf(
  tx: Read,
  { personal }: Pick<Held, 'personal'>,
  personId: number,
): Promise<HeldAuthority[]> {
  const found: Found[] = []
  for (const holding of personal) found.push(...(await partsOf(tx, holding, personId)))
  const [place, entries] = [await territory(tx), await register(tx)]
  const ids = [...new Set(found.map(({ authorityId }) => authorityId))]
  const list = ids.map((authorityId): HeldAuthority => {
    const own = found.filter((item) => item.authorityId === authorityId)
    const authority = authorityId === null ? null : place.authority(authorityId)
    return {
      authorityId,
      code: authority?.code ?? 'compte',
      name: authority?.name ?? 'Votre compte',
      processings: [...new Set(own.map(({ processing }) => processing))].map((id) => {
        const entry = entries.entry(id)
        return {
          id,
          title: entry?.title ?? 'Traitement en cours de déclaration',
          purpose: entry?.purpose ?? null,
          legalBase: entry === undefined ? null : legalBaseWords(entry.legalBase),
          durations: durationsOf(entry),
          things: own.filter(({ processing }) => processing === id),
        }
      }),
    }
  })
  return list.sort((a, b) =>
    a.authorityId === null ? -1 : b.authorityId === null ? 1 : a.name.localeCompare(b.name, 'fr'),
  )
}
