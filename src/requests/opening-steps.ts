// Who answers once a town hall is open, looked at before: agents at the desk, or its mailbox when it signed for no desk.
import { holdersOn } from '#people'
import type { Read } from '#platform/db/db.ts'
import { EVERY_ROLE, isWorking } from '#platform/roles.ts'
import type { OpeningState, OpeningStep } from '#platform/screens/opening-step.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { addDays, localDay, territory } from '#territory'
import { isRelayed, mailboxesOf } from '#services'

/** Where its requests go by mail on the day it opens; null when it is to have the desk. */
async function byMail(tx: Read, authorityId: number): Promise<OpeningState | null> {
  const place = await territory(tx)
  const [today, { opensOn }] = [localDay(tx.now, place.zone), place.authority(authorityId)]
  if (!(await isRelayed(tx, authorityId, opensOn !== null && opensOn > today ? opensOn : undefined)))
    return null
  const { first, isWhole } = mailboxesOf(place, authorityId)
  return !isWhole
    ? {
        isReady: false,
        said: 'Votre offre est sans poste des agents\u00a0: écrivez l’adresse e-mail de la mairie.',
      }
    : { isReady: true, said: `Les demandes iront à ${first}, chacune avec un lien pour y répondre.` }
}

/** The day it opens; tomorrow once it is open: whoever leaves tonight answers nobody. */
async function answeringDay(tx: Read, authorityId: number): Promise<string> {
  const place = await territory(tx)
  const tomorrow = addDays(localDay(tx.now, place.zone), 1)
  const { opensOn } = place.authority(authorityId)
  return opensOn !== null && opensOn > tomorrow ? opensOn : tomorrow
}

const answering: OpeningStep = {
  id: 'requests.answering',
  order: 60,
  title: 'Qui répond',
  help: 'Sans agent, ou sans adresse e-mail quand la mairie n’a pas le poste des agents, personne ne lit ce qui arrive.',
  href: (slug) => `/administration/agents?collectivite=${slug}`,
  isRequired: true,
  async state(tx, authorityId) {
    const mailed = await byMail(tx, authorityId)
    if (mailed !== null) return mailed
    const working = EVERY_ROLE.filter((role) => isWorking({ role }))
    const { held, until } = await holdersOn(tx, authorityId, working, await answeringDay(tx, authorityId))
    if (held === 0) return { isReady: false, said: 'Personne\u00a0: invitez un agent.' }
    const end = until === null ? '.' : `, jusqu’au ${longDate(until)}\u00a0: ensuite, personne.`
    return { isReady: true, said: `${plural(held, 'agent répond', 'agents répondent')} aux demandes${end}` }
  },
}

export const openingSteps: readonly OpeningStep[] = [answering]
