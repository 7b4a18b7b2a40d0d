// The links of an account, and the list of identities that somebody has to check.
import { mayEver } from '#platform/access.ts'
import { type Actor, system } from '#platform/actor.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { LINK } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { readFactors } from '../factors/queries.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, accountById, lockPerson, endValuesFrom } from '#people'
import { federationAccess } from './access.ts'
import { linkedMail, unlinkedMail } from './mails.ts'
import { providers } from './providers.ts'
import { deleteLink, deleteLinksAt, insertLink, linksOf } from './queries.ts'
import { closeCheck, type Decision, openChecks } from './queries.check.ts'
import type { Travel } from './travel.ts'

/**
 * Removes a link and ends what it certified in the profile: only when the person keeps a password or a passkey, so that nobody locks themselves out.
 * @throws NotFound, BadInput
 */
export async function unlink(
  { db }: Pick<Travel, 'db'>,
  { personId, linkId }: { personId: number; linkId: number },
  writer: Writer,
): Promise<void> {
  await db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const account = await accountById(tx, personId)
    const link = (await linksOf(tx, personId)).find(({ id }) => id === linkId)
    if (account === null || link === undefined) throw new NotFound()
    const { passkeys } = await readFactors(tx, personId)
    if (account.passwordHash === null && passkeys === 0)
      throw new BadInput(
        'Choisissez d’abord un mot de passe\u00a0: sans ce lien, vous ne pourriez plus vous connecter.',
      )
    await deleteLink(tx, linkId, personId)
    if (link.provider === 'franceconnect') await endValuesFrom(tx, personId, 'franceconnect')
    await tell(tx, 'person.identity_unlinked', personId, { provider: link.provider })
    const mail = unlinkedMail(writer, providers[link.provider].name)
    await warn(tx, account, writer, { kind: LINK, mail, href: '/compte/connexions' })
  })
}

/** How many identities wait to be checked, for whoever may check them; null for anybody else. */
export async function identitiesToCheck({ db }: Pick<Travel, 'db'>, actor: Actor): Promise<number | null> {
  if (!mayEver(federationAccess['account.check_identity'] ?? [], actor)) return null
  return (await db.read(system, openChecks)).length
}

/**
 * Decides whether a doubtful identity is the account's person: the new link then takes the place of the old one.
 * Whoever calls checked the right to decide.
 * @throws NotFound when there is nothing to decide (any more)
 */
export async function decideCheck(
  { db }: Pick<Travel, 'db'>,
  { checkId, decision, decidedBy }: { checkId: number; decision: Decision; decidedBy: number },
  writer: Writer,
): Promise<void> {
  await db.write(system, async (tx) => {
    const check = await closeCheck(tx, checkId, decision, decidedBy)
    if (check === null) throw new NotFound('Cette identité est déjà vérifiée.')
    if (decision === 'other') return
    const { personId, issuer, provider } = check
    await lockPerson(tx, personId)
    await deleteLinksAt(tx, personId, issuer)
    // What the former identity said holds no more; the new one says it at the next sign-in.
    if (provider === 'franceconnect') await endValuesFrom(tx, personId, 'franceconnect')
    if ((await insertLink(tx, check)) === null)
      throw new BadInput('Cette identité est déjà reliée à un autre compte.')
    await tell(tx, 'person.identity_replaced', personId, { provider, checkId, decidedBy })
    const account = { personId, email: check.accountEmail }
    const mail = linkedMail(writer, providers[provider].name)
    await warn(tx, account, writer, { kind: LINK, mail, href: '/compte/connexions' })
  })
}
