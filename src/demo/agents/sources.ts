// What Bron and the metropolis take up from one another in the demonstration: sources read once, of this site alone.
import { addSource, readSources } from '#publishing'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Read } from '#platform/db/db.ts'
import { FetchRefused } from '#platform/outside/guard.ts'
import { territory } from '#territory'

/** INSEE codes; null: the metropolis. */
const FOLLOWED = [
  { by: '69029', of: null, name: 'Métropole de Lyon', family: 'general' },
  { by: null, of: null, unit: 'eau', name: 'Direction de l’eau', family: 'updates' },
  { by: null, of: '69029', name: 'Ville de Bron', family: 'general' },
  { by: null, of: '69266', name: 'Ville de Villeurbanne', family: 'general' },
] as const satisfies readonly {
  by: string | null
  of: string | null
  unit?: string
  name: string
  family: 'updates' | 'general'
}[]

/** Follows them. `speaker`: who administers the commune, or the metropolis. */
export async function followSources(
  db: Database,
  publicUrl: string,
  speaker: (tx: Read, commune: string | null) => Promise<Actor>,
): Promise<void> {
  for (const { by, of, name, family, ...part } of FOLLOWED) {
    const actor = await db.read(system, (tx) => speaker(tx, by))
    await db.write(actor, async (tx) => {
      const { authorityByCode, metropolis, unitsOf } = await territory(tx)
      const idOf = (code: string | null) => (code === null ? metropolis : authorityByCode(code))?.id ?? 0
      const unit = 'unit' in part ? unitsOf(idOf(of)).find(({ code }) => code === part.unit) : undefined
      await addSource(tx, {
        ...{ authorityId: idOf(by), name, address: null, family },
        ...{ ofAuthorityId: idOf(of), ofUnitId: unit?.id ?? null },
      })
    })
  }
  await readSources(db, {
    ...{ publicUrl, writer: { site: { name: 'Parvis' }, origin: publicUrl } },
    fetch: () => Promise.reject(new FetchRefused('network')),
  })
}
