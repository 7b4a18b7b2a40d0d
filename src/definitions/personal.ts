// What definitions hold about a person (GDPR art. 15, 17 and 20): that they wrote some, or let some be published.
import { type Holding, wholly } from '#platform/house/personal.ts'
import { forgetWriter, writtenBy } from './queries.drafts.ts'

const written: Holding = {
  id: 'definitions.version',
  processing: 'agents',
  title: 'Les définitions que vous avez écrites ou relues',
  tables: ['definitions.version', 'definitions.edit'],
  async held(tx, personId) {
    const rows = await writtenBy(tx, personId)
    if (rows.length === 0) return []
    return [
      {
        authorityId: null,
        count: rows.length,
        since: rows[0]?.at ?? null,
        rows: rows.map(({ kind, id, version, at }) => ({
          Définition: `${kind} ${id}`,
          Version: version === 0 ? 'brouillon' : String(version),
          Le: at.toISOString(),
        })),
      },
    ]
  },
  // What was written stays: it is the territory's. Who wrote it does not.
  async erase(tx, personId) {
    const { length } = await writtenBy(tx, personId)
    await forgetWriter(tx, personId)
    return wholly(null, length)
  },
}

export const personal: readonly Holding[] = [written]
