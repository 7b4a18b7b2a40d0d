// The desk as agreements open it: what its coming or its going moves in a town hall.
import { countPosts } from '#people'
import type { Read } from '#platform/db/db.ts'
import { feature } from '#platform/partnership/feature.ts'
import { EVERY_ROLE, isWorking } from '#platform/roles.ts'
import { plural } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { openByUnit } from './entrust/queries.ts'
import { DESK, mailboxesOf } from '#services'

async function heldBy(tx: Read, authorityId: number): Promise<{ requests: string; agents: number }> {
  const units = (await territory(tx)).unitsOf(authorityId).map(({ id }) => id)
  const open = [...(await openByUnit(tx, units)).values()].reduce((sum, count) => sum + count, 0)
  const working = EVERY_ROLE.filter((role) => isWorking({ role }))
  return {
    requests: plural(open, 'demande ouverte', 'demandes ouvertes'),
    agents: await countPosts(tx, authorityId, working),
  }
}

async function closing(tx: Read, authorityId: number): Promise<string[]> {
  const { requests, agents } = await heldBy(tx, authorityId)
  const { first, isWhole } = mailboxesOf(await territory(tx), authorityId)
  return [
    first === null
      ? `${requests}, et celles qui viendront\u00a0: au centre de contact, car aucune adresse e-mail de la mairie n’est écrite. Écrivez-la avant ce jour.`
      : `${requests}, et celles qui viendront\u00a0: à ${first}${isWhole ? '' : ' ou au centre de contact, selon le service'}, chacune par un lien.`,
    `${plural(agents, 'agent n’ouvre', 'agents n’ouvrent')} plus les demandes. Leurs postes et leurs autres rôles restent.`,
    'Le suivi des habitants ne change pas.',
  ]
}

async function opening(tx: Read, authorityId: number): Promise<string[]> {
  const { requests, agents } = await heldBy(tx, authorityId)
  return [
    `${requests}\u00a0: au poste des agents. Les liens envoyés à la mairie ne servent plus.`,
    agents === 0
      ? 'Aucun agent n’a de poste aujourd’hui\u00a0: sans poste ce jour-là, les demandes iraient au centre de contact. Invitez des agents avant.'
      : `${plural(agents, 'agent ouvre', 'agents ouvrent')} les demandes au poste.`,
    'Le suivi des habitants ne change pas.',
  ]
}

export const deskFeature = feature({
  ...DESK,
  moves: (tx, authorityId, opens) => (opens ? opening : closing)(tx, authorityId),
})
