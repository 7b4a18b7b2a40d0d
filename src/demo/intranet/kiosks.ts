// The kiosks of the demonstration: installed where road workers, gardeners and cooks begin their day, and opened there.
import { makeDevice, openDevice, PAY } from '#kiosk'
import { type Actor, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'
import { offeredContents } from '#publishing'
import { choose } from '#settings'
import { territory } from '#territory'

/** INSEE codes; null: the metropolis. */
const PLACES = [
  { by: null, place: 'Dépôt de Gerland' },
  { by: null, place: 'Centre technique de Vaise' },
  { by: null, place: 'Serres du parc' },
  { by: '69029', place: 'Cuisine centrale' },
  { by: '69029', place: 'Ateliers municipaux' },
] as const satisfies readonly { by: string | null; place: string }[]

/** The page that says where the payslip is (definitions/demo/year.json), by the beginning of its title. */
const PAYSLIP = /^Bulletin de paie.*où/

async function namePayslip(tx: Write, authorityId: number): Promise<void> {
  const page = (await offeredContents(tx, [authorityId], 300)).find(({ title }) => PAYSLIP.test(title))
  const where = { authorityId, unitId: null, serviceSlug: null }
  if (page !== undefined) await choose(tx, PAY, where, `/contenus/${page.id}`)
}

/** Installs them, and says where the payslip is. `speaker`: who administers the commune, or the metropolis. */
export async function installKiosks(
  tools: Keys,
  speaker: (tx: Read, commune: string | null) => Promise<Actor>,
): Promise<void> {
  for (const { by, place } of PLACES) {
    const actor = await tools.db.read(system, (tx) => speaker(tx, by))
    const typed = await tools.db.write(actor, async (tx) => {
      const { authorityByCode, metropolis } = await territory(tx)
      const authorityId = (by === null ? metropolis : authorityByCode(by))?.id ?? 0
      if (by === null) await namePayslip(tx, authorityId)
      return makeDevice(tools, tx, { authorityId, place })
    })
    await openDevice(tools, { typed, ip: '127.0.0.1', sessionToken: null })
  }
}
