// Lucette Morandat’s identity as a desk saw it, in the demonstration: with it, the family fund may be asked for her pass.
import { accountByEmail, recordValue } from '#people'
import type { Write } from '#platform/db/db.ts'

const IDENTITY = { given_name: 'Lucette', family_name: 'Morandat', birthdate: '1984-02-17' } as const

/** As the system. */
export async function proveIdentity(tx: Write): Promise<void> {
  const [holder, agent] = [
    await accountByEmail(tx, 'habitante@parvis.example'),
    await accountByEmail(tx, 'accueil@parvis.example'),
  ]
  if (holder === null || agent === null) return
  const seen = {
    source: 'desk',
    level: 'proved',
    proof: 'Carte d’identité',
    recordedBy: agent.personId,
  } as const
  for (const [valueId, value] of Object.entries(IDENTITY) as [keyof typeof IDENTITY, string][])
    await recordValue(tx, { ...seen, personId: holder.personId, valueId, value })
}
