// What titles say of their debtor: noted at any time of an agreement, for none of it is voted.
import type { Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { siretFault } from '#platform/french/siret.ts'
import { note } from './events.ts'
import { type Billing, setBilling } from './queries.ts'
import { holdAgreement } from './write.ts'

/** Notes it. @throws BadInput beside the SIRET; Outdated when somebody was faster */
export async function sayBilling(tx: Write, id: number, version: number, said: Billing): Promise<void> {
  await holdAgreement(tx, id, version)
  const fault = said.siret === '' ? null : siretFault(said.siret)
  if (fault !== null) throw new BadInput([{ field: 'siret', message: fault }])
  await setBilling(tx, id, said)
  await note(tx, id, 'agreement.billing_said', { ...said })
}
