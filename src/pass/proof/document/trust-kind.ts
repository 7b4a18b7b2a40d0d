// Lists of trust of 2D-Docs as a kind of definition: read anew by whoever administers, published when they hold together.
import { live } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { type DefinitionKind, definitionKind } from '#platform/house/definition.ts'
import { toldOf, type Trusted, type TrustList, trustListSchema, trustProblems } from './trust-list.ts'

/** A certificate as it is recognised, and not as it is written. */
function inWords(certificate: string): string {
  const told = toldOf(certificate)
  return told === null
    ? 'illisible'
    : `«\u00a0${told.subject}, SHA-256 ${told.fingerprint.replaceAll(':', ' ')}\u00a0»`
}

export const TRUST: DefinitionKind<TrustList> = definitionKind<TrustList>({
  kind: 'passtrust',
  one: 'liste de confiance',
  isFeminine: true,
  schema: trustListSchema,
  idOf: ({ id }) => id,
  folder: 'pass-trust',
  goesWithItsFile: true,
  refuse: async (list, { tx }) => [...trustProblems(list), ...(await wentBack(tx, list))],
  parts: {
    title: 'le titre',
    source: 'la source',
    readOn: 'le jour où elle a été lue',
    signer: { name: 'le certificat qui signe la liste officielle', says: inWords },
    official: {
      parts: {
        sequence: 'le numéro de la liste officielle',
        issuedOn: 'le jour de la liste officielle',
        nextUpdate: 'le jour où la suivante est attendue',
      },
    },
    authorities: {
      one: 'certificateur',
      id: 'id',
      title: 'name',
      parts: {
        name: 'le nom',
        certificate: { name: 'le certificat', says: inWords },
        until: 'le dernier jour de confiance',
        certificates: {
          one: 'certificat',
          id: 'id',
          title: 'id',
          parts: { certificate: { name: 'le certificat', says: inWords } },
        },
      },
    },
  },
})

/** Whom 2D-Docs are believed from today: every list in force, as one. Of none, nobody. */
export async function trusted(tx: Read): Promise<Trusted> {
  return { authorities: (await live(tx, TRUST)).flatMap(({ body }) => body.authorities) }
}

/** An official list of a number below that of the one in force would bring back whom it ended. */
async function wentBack(tx: Read, { id, official }: TrustList): Promise<{ at: string; sentence: string }[]> {
  const kept = (await live(tx, TRUST)).find((one) => one.id === id)?.body.official?.sequence
  if (kept === undefined || official === undefined || official.sequence >= kept) return []
  return [
    {
      at: 'official',
      sentence: `La liste officielle n°\u00a0${kept} est en ligne\u00a0: celle-ci est plus ancienne.`,
    },
  ]
}
