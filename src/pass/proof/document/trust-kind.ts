// Lists of trust of 2D-Docs as a kind of definition: read anew by whoever administers, published when they hold together.
import { live } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { definitionKind } from '#platform/house/definition.ts'
import { type Trusted, type TrustList, trustListSchema, trustProblems } from './trust-list.ts'

export const TRUST = definitionKind<TrustList>({
  kind: 'passtrust',
  one: 'liste de confiance',
  isFeminine: true,
  schema: trustListSchema,
  idOf: ({ id }) => id,
  folder: 'pass-trust',
  goesWithItsFile: true,
  refuse: trustProblems,
  parts: {
    title: 'le titre',
    source: 'la source',
    readOn: 'le jour où elle a été lue',
    authorities: {
      one: 'certificateur',
      id: 'id',
      title: 'name',
      parts: {
        name: 'le nom',
        certificate: 'le certificat',
        until: 'le dernier jour de confiance',
        certificates: { one: 'certificat', id: 'id', title: 'id', parts: { certificate: 'le certificat' } },
      },
    },
  },
})

/** Whom 2D-Docs are believed from today: every list in force, as one. Of none, nobody. */
export async function trusted(tx: Read): Promise<Trusted> {
  return { authorities: (await live(tx, TRUST)).flatMap(({ body }) => body.authorities) }
}
